using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Flywheel.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Policy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Signals_InteractionId",
                table: "Signals");

            migrationBuilder.AddColumn<string>(
                name: "ApprovedBy",
                table: "CurationPolicies",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "CurationPolicies",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ByPolicy",
                table: "Candidates",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "DecidingRule",
                table: "Candidates",
                type: "nvarchar(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "EditDistance",
                table: "Candidates",
                type: "float",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "InputLength",
                table: "Candidates",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "Candidates",
                type: "varchar(10)",
                unicode: false,
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MetRules",
                table: "Candidates",
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OutputLength",
                table: "Candidates",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReleasedAt",
                table: "Candidates",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "Candidates",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AdminSince",
                table: "AspNetUsers",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            // What no person decided was decided by the policy: it may judge it anew. The kinds are those of a judgement.
            migrationBuilder.Sql(
                "UPDATE Candidates SET ByPolicy = 1 WHERE State IN (3, 4) AND (Reason IS NULL OR Reason <> 22) AND NOT EXISTS ("
                + "SELECT 1 FROM Decisions WHERE Decisions.CandidateId = Candidates.Id AND Decisions.UndoneAt IS NULL AND Decisions.Kind IN (0, 1, 2))");
            // What a manager released stays released.
            migrationBuilder.Sql(
                "UPDATE Candidates SET ReleasedAt = UpdatedAt WHERE State = 0 AND EXISTS ("
                + "SELECT 1 FROM Audit WHERE Audit.Action = 'review.release' AND Audit.Subject = CONCAT('candidate/', Candidates.Id))");

            migrationBuilder.CreateTable(
                name: "PolicyDrafts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    Document = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    BasedOn = table.Column<int>(type: "int", nullable: false),
                    TakesBack = table.Column<int>(type: "int", nullable: true),
                    State = table.Column<int>(type: "int", nullable: false),
                    AuthorId = table.Column<string>(type: "nvarchar(450)", maxLength: 450, nullable: false),
                    AuthorName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    EditorIds = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    ApprovedById = table.Column<string>(type: "nvarchar(450)", maxLength: 450, nullable: true),
                    ApprovedByName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    AppliedAs = table.Column<int>(type: "int", nullable: true),
                    Backtest = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    BacktestOf = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyDrafts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Rescorings",
                columns: table => new
                {
                    PolicyVersion = table.Column<int>(type: "int", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Through = table.Column<long>(type: "bigint", nullable: false),
                    Done = table.Column<int>(type: "int", nullable: false),
                    Total = table.Column<int>(type: "int", nullable: false),
                    Changed = table.Column<int>(type: "int", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    Superseded = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rescorings", x => x.PolicyVersion);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Signals_InteractionId_Type",
                table: "Signals",
                columns: new[] { "InteractionId", "Type" });

            migrationBuilder.CreateIndex(
                name: "IX_Candidates_ApplicationId_PersonHash",
                table: "Candidates",
                columns: new[] { "ApplicationId", "PersonHash" });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyDrafts_State",
                table: "PolicyDrafts",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PolicyDrafts");

            migrationBuilder.DropTable(
                name: "Rescorings");

            migrationBuilder.DropIndex(
                name: "IX_Signals_InteractionId_Type",
                table: "Signals");

            migrationBuilder.DropIndex(
                name: "IX_Candidates_ApplicationId_PersonHash",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "ApprovedBy",
                table: "CurationPolicies");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "CurationPolicies");

            migrationBuilder.DropColumn(
                name: "ByPolicy",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "DecidingRule",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "EditDistance",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "InputLength",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "Language",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "MetRules",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "OutputLength",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "ReleasedAt",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "AdminSince",
                table: "AspNetUsers");

            migrationBuilder.CreateIndex(
                name: "IX_Signals_InteractionId",
                table: "Signals",
                column: "InteractionId");
        }
    }
}
