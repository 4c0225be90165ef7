using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Flywheel.Core.Data.Migrations.SqlServer
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
                type: "float",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SignalValues",
                table: "MeasuredInteractions",
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AdminUntil",
                table: "AspNetUsers",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsRestricted",
                table: "AspNetUsers",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "MemberApplications",
                columns: table => new
                {
                    MemberId = table.Column<string>(type: "nvarchar(450)", nullable: false),
                    ApplicationId = table.Column<int>(type: "int", nullable: false)
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
                    Name = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Label = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    IsExplicit = table.Column<bool>(type: "bit", nullable: false),
                    Direction = table.Column<int>(type: "int", nullable: false),
                    TrainingWeight = table.Column<double>(type: "float", nullable: false),
                    Minimum = table.Column<double>(type: "float", nullable: true),
                    Maximum = table.Column<double>(type: "float", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
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
