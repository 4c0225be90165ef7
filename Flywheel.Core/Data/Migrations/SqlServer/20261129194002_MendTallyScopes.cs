using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Flywheel.Core.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class MendTallyScopes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Days and months were once written in the calendar of the host: d25691129 and m256911 on a Thai one. The months of a
            // Persian or Hijri calendar are not those of the common one, and two keys of one Buddhist and common month hold the
            // same people twice: then everything is measured anew from the records, beside what is shown until it has caught up.
            // A pass that was being built is given up.
            migrationBuilder.Sql(
                """
                INSERT INTO RollUpOffsets (Generation, OffsetMinutes, FilledThrough)
                SELECT DISTINCT (SELECT MAX(Id) + 1 FROM MeasureGenerations), OffsetMinutes, 9223372036854775807 FROM RollUpOffsets
                WHERE EXISTS (
                    SELECT 1 FROM ClusterTallies t JOIN MeasureGenerations g ON g.Id = t.Generation
                    WHERE g.RetiredAt IS NULL AND t.Scope LIKE '[dm]%' AND TRY_CAST(SUBSTRING(t.Scope, 2, 4) AS int) NOT BETWEEN 2000 AND 2399
                        AND (TRY_CAST(SUBSTRING(t.Scope, 2, 4) AS int) NOT BETWEEN 2400 AND 2699 OR EXISTS (
                                SELECT 1 FROM ClusterTallies r
                                WHERE r.Generation = t.Generation AND r.ApplicationId = t.ApplicationId
                                    AND r.Scope = LEFT(t.Scope, 1) + CAST(TRY_CAST(SUBSTRING(t.Scope, 2, 4) AS int) - 543 AS varchar(4)) + SUBSTRING(t.Scope, 6, 20))));
                """);
            migrationBuilder.Sql(
                """
                INSERT INTO MeasureGenerations (Id, DefinitionVersion, Form, StartedAt)
                SELECT MAX(Id) + 1, (SELECT MAX(Number) FROM SuccessDefinitions), MAX(Form), SYSUTCDATETIME() FROM MeasureGenerations
                HAVING EXISTS (
                    SELECT 1 FROM ClusterTallies t JOIN MeasureGenerations g ON g.Id = t.Generation
                    WHERE g.RetiredAt IS NULL AND t.Scope LIKE '[dm]%' AND TRY_CAST(SUBSTRING(t.Scope, 2, 4) AS int) NOT BETWEEN 2000 AND 2399
                        AND (TRY_CAST(SUBSTRING(t.Scope, 2, 4) AS int) NOT BETWEEN 2400 AND 2699 OR EXISTS (
                                SELECT 1 FROM ClusterTallies r
                                WHERE r.Generation = t.Generation AND r.ApplicationId = t.ApplicationId
                                    AND r.Scope = LEFT(t.Scope, 1) + CAST(TRY_CAST(SUBSTRING(t.Scope, 2, 4) AS int) - 543 AS varchar(4)) + SUBSTRING(t.Scope, 6, 20))));
                """);
            migrationBuilder.Sql(
                """
                UPDATE MeasureGenerations SET RetiredAt = SYSUTCDATETIME()
                WHERE ShownAt IS NULL AND RetiredAt IS NULL AND Id < (SELECT MAX(Id) FROM MeasureGenerations);
                """);

            // A Buddhist year is the common one and 543, with the same months and days.
            migrationBuilder.Sql(
                """
                DELETE FROM ClusterTallies
                WHERE ClusterTallies.Scope LIKE '[dm]%' AND TRY_CAST(SUBSTRING(ClusterTallies.Scope, 2, 4) AS int) BETWEEN 2400 AND 2699
                    AND EXISTS (
                        SELECT 1 FROM ClusterTallies r
                        WHERE r.Generation = ClusterTallies.Generation AND r.ApplicationId = ClusterTallies.ApplicationId
                            AND r.Scope = LEFT(ClusterTallies.Scope, 1) + CAST(TRY_CAST(SUBSTRING(ClusterTallies.Scope, 2, 4) AS int) - 543 AS varchar(4)) + SUBSTRING(ClusterTallies.Scope, 6, 20));
                """);
            migrationBuilder.Sql(
                """
                UPDATE ClusterTallies SET Scope = LEFT(Scope, 1) + CAST(TRY_CAST(SUBSTRING(Scope, 2, 4) AS int) - 543 AS varchar(4)) + SUBSTRING(Scope, 6, 20)
                WHERE Scope LIKE '[dm]%' AND TRY_CAST(SUBSTRING(Scope, 2, 4) AS int) BETWEEN 2400 AND 2699;
                """);
            migrationBuilder.Sql(
                """
                DELETE FROM PersonTallies
                WHERE PersonTallies.Scope LIKE '[dm]%' AND TRY_CAST(SUBSTRING(PersonTallies.Scope, 2, 4) AS int) BETWEEN 2400 AND 2699
                    AND EXISTS (
                        SELECT 1 FROM PersonTallies r
                        WHERE r.Generation = PersonTallies.Generation AND r.ApplicationId = PersonTallies.ApplicationId AND r.Cluster = PersonTallies.Cluster
                            AND r.Scope = LEFT(PersonTallies.Scope, 1) + CAST(TRY_CAST(SUBSTRING(PersonTallies.Scope, 2, 4) AS int) - 543 AS varchar(4)) + SUBSTRING(PersonTallies.Scope, 6, 20));
                """);
            migrationBuilder.Sql(
                """
                UPDATE PersonTallies SET Scope = LEFT(Scope, 1) + CAST(TRY_CAST(SUBSTRING(Scope, 2, 4) AS int) - 543 AS varchar(4)) + SUBSTRING(Scope, 6, 20)
                WHERE Scope LIKE '[dm]%' AND TRY_CAST(SUBSTRING(Scope, 2, 4) AS int) BETWEEN 2400 AND 2699;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
