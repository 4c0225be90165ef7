namespace Flywheel.Core.Measure.Statistics;

/// <summary>What a rate over all uses can be when only some of them gave evidence.</summary>
public static class PartialIdentification
{
    /// <summary>
    /// Worst and best case without any assumption about those who were silent: successes / exposures when all of them failed,
    /// (exposures - failures) / exposures when all succeeded. C. F. Manski (1989), Journal of Human Resources 24, 343-360; (2003), Partial
    /// Identification of Probability Distributions. This is no confidence interval: the counts are taken as they are.
    /// </summary>
    /// <param name="successes">0 or more.</param>
    /// <param name="failures">0 or more.</param>
    /// <param name="exposures">Uses, 0 or more. What gave evidence was used, so fewer than successes + failures count as those.</param>
    /// <returns>A range inside 0 to 1; all of it without any use.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static Interval Bounds(long successes, long failures, long exposures)
    {
        Arguments.NotNegative(successes);
        Arguments.NotNegative(failures);
        Arguments.NotNegative(exposures);
        var uses = Math.Max(exposures, successes + failures);
        return uses == 0 ? Interval.Unit : new((double)successes / uses, (double)(uses - failures) / uses);
    }
}
