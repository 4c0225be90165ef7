using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>Which arm a unit belongs to: a pure function that clients may compute themselves.</summary>
public static class Assignment
{
    /// <summary>
    /// The first 8 bytes of SHA-256 of <c>key:unit</c> in UTF-8, as a big-endian unsigned integer, divided by 2^64, against the cumulative
    /// shares in declared order. The last arm takes what rounding leaves.
    /// </summary>
    /// <param name="key">The experiment's key.</param>
    /// <param name="unit">The person, session or interaction.</param>
    /// <param name="arms">At least one, in declared order; shares above 0 that add up to 1.</param>
    /// <returns>The arm's name.</returns>
    public static string ArmOf(string key, string unit, IReadOnlyList<ArmShare> arms)
    {
        var point = PointOf(key, unit);
        var reached = 0.0;
        foreach (var arm in arms)
        {
            reached += arm.Share;
            if (point < reached) return arm.Name;
        }

        return arms[^1].Name;
    }

    /// <summary>Where a unit falls, in [0, 1].</summary>
    public static double PointOf(string key, string unit)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{key}:{unit}"));
        return BinaryPrimitives.ReadUInt64BigEndian(hash) / 18_446_744_073_709_551_616.0;
    }
}

/// <summary>An arm and its planned share.</summary>
/// <param name="Name">What clients send as <c>variant</c>.</param>
/// <param name="Share">Above 0; all together 1.</param>
public sealed record ArmShare(string Name, double Share);
