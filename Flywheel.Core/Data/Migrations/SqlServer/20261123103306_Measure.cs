using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Flywheel.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Measure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ClusterTallies",
                columns: table => new
                {
                    Generation = table.Column<int>(type: "int", nullable: false),
                    ApplicationId = table.Column<int>(type: "int", nullable: false),
                    Scope = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false),
                    Clusters = table.Column<long>(type: "bigint", nullable: false),
                    Trials = table.Column<long>(type: "bigint", nullable: false),
                    Successes = table.Column<long>(type: "bigint", nullable: false),
                    TrialsSquared = table.Column<long>(type: "bigint", nullable: false),
                    TrialsTimesSuccesses = table.Column<long>(type: "bigint", nullable: false),
                    SuccessesSquared = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClusterTallies", x => new { x.Generation, x.ApplicationId, x.Scope });
                });

            migrationBuilder.CreateTable(
                name: "Experiments",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ApplicationId = table.Column<int>(type: "int", nullable: true),
                    Hypothesis = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Unit = table.Column<int>(type: "int", nullable: false),
                    PrimaryMetric = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    HigherIsBetter = table.Column<bool>(type: "bit", nullable: false),
                    Guardrails = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    SmallestEffect = table.Column<double>(type: "float", nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    StoppedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Decision = table.Column<int>(type: "int", nullable: true),
                    DecidedArm = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    SampleRatioSeenBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    SampleRatioSeenAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Experiments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Exposures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ApplicationId = table.Column<int>(type: "int", nullable: false),
                    RequestId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    InteractionId = table.Column<long>(type: "bigint", nullable: true),
                    PersonHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    SessionId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Segment = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Experiment = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Variant = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ModelVersion = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    OccurredAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Exposures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MeasuredInteractions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Generation = table.Column<int>(type: "int", nullable: false),
                    ApplicationId = table.Column<int>(type: "int", nullable: false),
                    RequestId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    InteractionId = table.Column<long>(type: "bigint", nullable: false),
                    OccurredAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    PersonHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    SessionId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Segment = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Experiment = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Variant = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ModelVersion = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    RevolutionId = table.Column<int>(type: "int", nullable: false),
                    Exposed = table.Column<bool>(type: "bit", nullable: false),
                    HasEvidence = table.Column<bool>(type: "bit", nullable: false),
                    Verdict = table.Column<int>(type: "int", nullable: false),
                    Reported = table.Column<bool>(type: "bit", nullable: false),
                    Value = table.Column<double>(type: "float", nullable: true),
                    Signals = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeasuredInteractions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MeasureGenerations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    DefinitionVersion = table.Column<int>(type: "int", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    ShownAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    RetiredAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeasureGenerations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Outcomes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ApplicationId = table.Column<int>(type: "int", nullable: false),
                    RequestId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Success = table.Column<bool>(type: "bit", nullable: false),
                    Value = table.Column<double>(type: "float", nullable: true),
                    Source = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    OccurredAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outcomes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PersonTallies",
                columns: table => new
                {
                    Generation = table.Column<int>(type: "int", nullable: false),
                    ApplicationId = table.Column<int>(type: "int", nullable: false),
                    Scope = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false),
                    Cluster = table.Column<string>(type: "nvarchar(402)", maxLength: 402, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Trials = table.Column<int>(type: "int", nullable: false),
                    Successes = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonTallies", x => new { x.Generation, x.ApplicationId, x.Scope, x.Cluster });
                });

            migrationBuilder.CreateTable(
                name: "Revolutions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    StartedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    EndedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    Open = table.Column<int>(type: "int", nullable: true),
                    ClosedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Revolutions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RollUpOffsets",
                columns: table => new
                {
                    Generation = table.Column<int>(type: "int", nullable: false),
                    OffsetMinutes = table.Column<short>(type: "smallint", nullable: false),
                    FilledThrough = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollUpOffsets", x => new { x.Generation, x.OffsetMinutes });
                });

            migrationBuilder.CreateTable(
                name: "RollUps",
                columns: table => new
                {
                    Generation = table.Column<int>(type: "int", nullable: false),
                    SliceId = table.Column<long>(type: "bigint", nullable: false),
                    Measure = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false),
                    Grain = table.Column<int>(type: "int", nullable: false),
                    OffsetMinutes = table.Column<short>(type: "smallint", nullable: false),
                    Start = table.Column<int>(type: "int", precision: 6, nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollUps", x => new { x.Generation, x.SliceId, x.Grain, x.OffsetMinutes, x.Measure, x.Start });
                });

            migrationBuilder.CreateTable(
                name: "Slices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ApplicationId = table.Column<int>(type: "int", nullable: false),
                    RevolutionId = table.Column<int>(type: "int", nullable: false),
                    Dimension = table.Column<int>(type: "int", nullable: false),
                    Value = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FirstAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Slices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SuccessDefinitions",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false),
                    Document = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuccessDefinitions", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentArms",
                columns: table => new
                {
                    ExperimentId = table.Column<int>(type: "int", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Share = table.Column<double>(type: "float", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentArms", x => new { x.ExperimentId, x.Position });
                    table.ForeignKey(
                        name: "FK_ExperimentArms_Experiments_ExperimentId",
                        column: x => x.ExperimentId,
                        principalTable: "Experiments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RevolutionModels",
                columns: table => new
                {
                    ModelVersion = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RevolutionId = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RevolutionModels", x => x.ModelVersion);
                    table.ForeignKey(
                        name: "FK_RevolutionModels_Revolutions_RevolutionId",
                        column: x => x.RevolutionId,
                        principalTable: "Revolutions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentArms_ExperimentId_Name",
                table: "ExperimentArms",
                columns: new[] { "ExperimentId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Experiments_Key",
                table: "Experiments",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Exposures_ApplicationId_RequestId",
                table: "Exposures",
                columns: new[] { "ApplicationId", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_MeasuredInteractions_Generation_ApplicationId_RequestId_InteractionId",
                table: "MeasuredInteractions",
                columns: new[] { "Generation", "ApplicationId", "RequestId", "InteractionId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MeasuredInteractions_Generation_PersonHash_OccurredAt",
                table: "MeasuredInteractions",
                columns: new[] { "Generation", "PersonHash", "OccurredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_MeasuredInteractions_Generation_Variant_OccurredAt",
                table: "MeasuredInteractions",
                columns: new[] { "Generation", "Variant", "OccurredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Outcomes_ApplicationId_RequestId",
                table: "Outcomes",
                columns: new[] { "ApplicationId", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_RevolutionModels_RevolutionId",
                table: "RevolutionModels",
                column: "RevolutionId");

            migrationBuilder.CreateIndex(
                name: "IX_Revolutions_Open",
                table: "Revolutions",
                column: "Open",
                unique: true,
                filter: "[Open] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Slices_ApplicationId_RevolutionId_Dimension_Value",
                table: "Slices",
                columns: new[] { "ApplicationId", "RevolutionId", "Dimension", "Value" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClusterTallies");

            migrationBuilder.DropTable(
                name: "ExperimentArms");

            migrationBuilder.DropTable(
                name: "Exposures");

            migrationBuilder.DropTable(
                name: "MeasuredInteractions");

            migrationBuilder.DropTable(
                name: "MeasureGenerations");

            migrationBuilder.DropTable(
                name: "Outcomes");

            migrationBuilder.DropTable(
                name: "PersonTallies");

            migrationBuilder.DropTable(
                name: "RevolutionModels");

            migrationBuilder.DropTable(
                name: "RollUpOffsets");

            migrationBuilder.DropTable(
                name: "RollUps");

            migrationBuilder.DropTable(
                name: "Slices");

            migrationBuilder.DropTable(
                name: "SuccessDefinitions");

            migrationBuilder.DropTable(
                name: "Experiments");

            migrationBuilder.DropTable(
                name: "Revolutions");
        }
    }
}
