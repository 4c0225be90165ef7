using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Flywheel.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Administer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "Value",
                table: "Signals",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SignalValues",
                table: "MeasuredInteractions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AdminUntil",
                table: "AspNetUsers",
                type: "TEXT",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsRestricted",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "MemberApplications",
                columns: table => new
                {
                    MemberId = table.Column<string>(type: "TEXT", nullable: false),
                    ApplicationId = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MemberApplications", x => new { x.MemberId, x.ApplicationId });
                    table.ForeignKey(
                        name: "FK_MemberApplications_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MemberApplications_AspNetUsers_MemberId",
                        column: x => x.MemberId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SignalTypes",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    IsExplicit = table.Column<bool>(type: "INTEGER", nullable: false),
                    Direction = table.Column<int>(type: "INTEGER", nullable: false),
                    TrainingWeight = table.Column<double>(type: "REAL", nullable: false),
                    Minimum = table.Column<double>(type: "REAL", nullable: true),
                    Maximum = table.Column<double>(type: "REAL", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignalTypes", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MeasuredInteractions_Generation_OccurredAt",
                table: "MeasuredInteractions",
                columns: new[] { "Generation", "OccurredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Candidates_ApplicationId_State_QueueRank_Id",
                table: "Candidates",
                columns: new[] { "ApplicationId", "State", "QueueRank", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_MemberApplications_ApplicationId",
                table: "MemberApplications",
                column: "ApplicationId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MemberApplications");

            migrationBuilder.DropTable(
                name: "SignalTypes");

            migrationBuilder.DropIndex(
                name: "IX_MeasuredInteractions_Generation_OccurredAt",
                table: "MeasuredInteractions");

            migrationBuilder.DropIndex(
                name: "IX_Candidates_ApplicationId_State_QueueRank_Id",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "Value",
                table: "Signals");

            migrationBuilder.DropColumn(
                name: "SignalValues",
                table: "MeasuredInteractions");

            migrationBuilder.DropColumn(
                name: "AdminUntil",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "IsRestricted",
                table: "AspNetUsers");
        }
    }
}
