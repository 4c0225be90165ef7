using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Flywheel.Core.Data.Migrations.Sqlite
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
                    WHERE g.RetiredAt IS NULL AND substr(t.Scope, 1, 1) IN ('d', 'm') AND CAST(substr(t.Scope, 2, 4) AS INTEGER) NOT BETWEEN 2000 AND 2399
                        AND (CAST(substr(t.Scope, 2, 4) AS INTEGER) NOT BETWEEN 2400 AND 2699 OR EXISTS (
                                SELECT 1 FROM ClusterTallies r
                                WHERE r.Generation = t.Generation AND r.ApplicationId = t.ApplicationId
                                    AND r.Scope = substr(t.Scope, 1, 1) || (CAST(substr(t.Scope, 2, 4) AS INTEGER) - 543) || substr(t.Scope, 6))));
                """);
            migrationBuilder.Sql(
                """
                INSERT INTO MeasureGenerations (Id, DefinitionVersion, Form, StartedAt)
                SELECT MAX(Id) + 1, (SELECT MAX(Number) FROM SuccessDefinitions), MAX(Form), strftime('%Y-%m-%d %H:%M:%f', 'now') FROM MeasureGenerations
                HAVING EXISTS (
                    SELECT 1 FROM ClusterTallies t JOIN MeasureGenerations g ON g.Id = t.Generation
                    WHERE g.RetiredAt IS NULL AND substr(t.Scope, 1, 1) IN ('d', 'm') AND CAST(substr(t.Scope, 2, 4) AS INTEGER) NOT BETWEEN 2000 AND 2399
                        AND (CAST(substr(t.Scope, 2, 4) AS INTEGER) NOT BETWEEN 2400 AND 2699 OR EXISTS (
                                SELECT 1 FROM ClusterTallies r
                                WHERE r.Generation = t.Generation AND r.ApplicationId = t.ApplicationId
                                    AND r.Scope = substr(t.Scope, 1, 1) || (CAST(substr(t.Scope, 2, 4) AS INTEGER) - 543) || substr(t.Scope, 6))));
                """);
            migrationBuilder.Sql(
                """
                UPDATE MeasureGenerations SET RetiredAt = strftime('%Y-%m-%d %H:%M:%f', 'now')
                WHERE ShownAt IS NULL AND RetiredAt IS NULL AND Id < (SELECT MAX(Id) FROM MeasureGenerations);
                """);

            // A Buddhist year is the common one and 543, with the same months and days.
            migrationBuilder.Sql(
                """
                DELETE FROM ClusterTallies
                WHERE substr(ClusterTallies.Scope, 1, 1) IN ('d', 'm') AND CAST(substr(ClusterTallies.Scope, 2, 4) AS INTEGER) BETWEEN 2400 AND 2699
                    AND EXISTS (
                        SELECT 1 FROM ClusterTallies r
                        WHERE r.Generation = ClusterTallies.Generation AND r.ApplicationId = ClusterTallies.ApplicationId
                            AND r.Scope = substr(ClusterTallies.Scope, 1, 1) || (CAST(substr(ClusterTallies.Scope, 2, 4) AS INTEGER) - 543) || substr(ClusterTallies.Scope, 6));
                """);
            migrationBuilder.Sql(
                """
                UPDATE ClusterTallies SET Scope = substr(Scope, 1, 1) || (CAST(substr(Scope, 2, 4) AS INTEGER) - 543) || substr(Scope, 6)
                WHERE substr(Scope, 1, 1) IN ('d', 'm') AND CAST(substr(Scope, 2, 4) AS INTEGER) BETWEEN 2400 AND 2699;
                """);
            migrationBuilder.Sql(
                """
                DELETE FROM PersonTallies
                WHERE substr(PersonTallies.Scope, 1, 1) IN ('d', 'm') AND CAST(substr(PersonTallies.Scope, 2, 4) AS INTEGER) BETWEEN 2400 AND 2699
                    AND EXISTS (
                        SELECT 1 FROM PersonTallies r
                        WHERE r.Generation = PersonTallies.Generation AND r.ApplicationId = PersonTallies.ApplicationId AND r.Cluster = PersonTallies.Cluster
                            AND r.Scope = substr(PersonTallies.Scope, 1, 1) || (CAST(substr(PersonTallies.Scope, 2, 4) AS INTEGER) - 543) || substr(PersonTallies.Scope, 6));
                """);
            migrationBuilder.Sql(
                """
                UPDATE PersonTallies SET Scope = substr(Scope, 1, 1) || (CAST(substr(Scope, 2, 4) AS INTEGER) - 543) || substr(Scope, 6)
                WHERE substr(Scope, 1, 1) IN ('d', 'm') AND CAST(substr(Scope, 2, 4) AS INTEGER) BETWEEN 2400 AND 2699;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
