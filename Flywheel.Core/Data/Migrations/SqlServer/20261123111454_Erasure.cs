using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Flywheel.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Erasure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Erasures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ApplicationId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Target = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true, collation: "Latin1_General_100_BIN2"),
                    TargetHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    RequestedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    CompletedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    SignalPosition = table.Column<long>(type: "bigint", nullable: false),
                    ExposurePosition = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Interactions = table.Column<int>(type: "int", nullable: false),
                    Signals = table.Column<int>(type: "int", nullable: false),
                    Exposures = table.Column<int>(type: "int", nullable: false),
                    Outcomes = table.Column<int>(type: "int", nullable: false),
                    Candidates = table.Column<int>(type: "int", nullable: false),
                    DatasetVersions = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Erasures_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Erasures_ApplicationId",
                table: "Erasures",
                column: "ApplicationId");

            migrationBuilder.CreateIndex(
                name: "IX_Erasures_CompletedAt",
                table: "Erasures",
                column: "CompletedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Erasures");
        }
    }
}
