using System.Globalization;

namespace Flywheel.Bench.Quality;

/// <summary>What was found against what there is.</summary>
internal sealed record Confusion(int TruePositives, int FalsePositives, int FalseNegatives)
{
    public string Precision => Share(TruePositives, TruePositives + FalsePositives);

    public string Recall => Share(TruePositives, TruePositives + FalseNegatives);

    public static Confusion operator +(Confusion a, Confusion b) => new(
        a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.FalseNegatives + b.FalseNegatives);

    /// <summary>A share to three places, or a dash of nothing.</summary>
    public static string Share(int part, int whole) =>
        whole == 0 ? "-" : ((double)part / whole).ToString("0.000", CultureInfo.InvariantCulture);
}
