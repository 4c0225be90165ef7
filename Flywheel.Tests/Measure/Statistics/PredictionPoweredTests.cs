using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>Expected figures from R 4.2.2: weighted cell means, <c>lm</c>, <c>prop.test</c> and <c>qt</c>, as the comments say.</summary>
public sealed class PredictionPoweredTests
{
    private static readonly PredictionCell[] Cells = [new(0, 700, 80, 72), new(1, 250, 50, 14), new(2, 1050, 270, 203)];

    [Fact]
    public void The_rate_is_that_of_the_cells_at_their_share_of_the_population()
    {
        // N <- c(700,250,1050); n <- c(80,50,270); y <- c(72,14,203): sum(N/sum(N) * y/n), and the same by predict(lm(Y ~ cell)).
        var rate = PredictionPowered.Estimate(Cells);
        Assert.Equal(RateMethod.PredictionPowered, rate.Method);
        Assert.Equal(0.7447222222, rate.Rate!.Value, 9);
        Assert.Equal((289L, 400L), (rate.Successes, rate.Trials));
    }

    [Fact]
    public void The_interval_is_Wilsons_over_the_effective_number()
    {
        // V <- sum(W^2 q (1-q)/(n-1)) + sum(W (p-theta)^2)/sum(N), q <- (y+.5)/(n+1); prop.test(theta m, m, correct = FALSE) with
        // m <- theta (1-theta)/V (qnorm(.975)/qt(.975, 397))^2.
        var interval = PredictionPowered.Estimate(Cells).Interval;
        Assert.Equal(0.7024826001, interval.Low, 6);
        Assert.Equal(0.7828189507, interval.High, 6);
    }

    [Fact]
    public void It_is_as_wide_as_prediction_powered_inference_with_tuned_power()
    {
        // PPI++ with the fitted cell means as the prediction: lambda 0.8, the same estimate, standard error 0.0210138918.
        var interval = PredictionPowered.Estimate(Cells).Interval;
        Assert.Equal(2 * 1.959964 * 0.0210138918, interval.Width, 0.003);
    }

    [Fact]
    public void A_prediction_that_says_nothing_is_left_alone()
    {
        PredictionCell[] cells = [new(0, 500, 100, 70), new(1, 500, 100, 70)];
        Assert.Equal(RateEstimate.Of(140, 200), PredictionPowered.Estimate(cells));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(29, 20)]
    [InlineData(100, 0)]
    [InlineData(100, 100)]
    public void With_too_few_outcomes_or_none_that_differ_it_is_Wilsons_of_the_outcomes(long labelled, long successes)
    {
        PredictionCell[] cells = [new(0, 1000, labelled, successes), new(1, 1000, 0, 0)];
        Assert.Equal(RateEstimate.Of(successes, labelled), PredictionPowered.Estimate(cells));
    }

    [Fact]
    public void Small_cells_are_pooled_with_those_of_the_same_prediction()
    {
        PredictionCell[] cells = [new(0, 100, 50, 40), new(0, 20, 4, 4), new(1, 30, 5, 1), new(1, 40, 8, 2), new(2, 9, 2, 1)];
        Assert.Equal([new PredictionCell(0, 129, 56, 45), new PredictionCell(1, 70, 13, 3)], PredictionPowered.Pool(cells));
    }

    [Fact]
    public void People_who_come_again_widen_it() => Assert.True(
        PredictionPowered.Estimate(Cells, 3, 3).Interval.Width > 1.6 * PredictionPowered.Estimate(Cells).Interval.Width);

    [Theory]
    [InlineData(5, 6, 0)]
    [InlineData(5, 3, 4)]
    [InlineData(-1, 0, 0)]
    public void Counts_that_cannot_be_are_refused(long population, long labelled, long successes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionPowered.Estimate([new(0, population, labelled, successes)]));

    [Fact]
    public void Tables_of_two_rows_are_tested_for_independence()
    {
        // chisq.test(matrix(c(80, 50, 270, 420, 160, 620), 2, byrow = TRUE)).
        var test = Independence.Test([80, 50, 270], [420, 160, 620]);
        Assert.Equal((35.27932941, 2), (Math.Round(test.Statistic!.Value, 8), test.DegreesOfFreedom));
        Assert.Equal(2.1836899e-08, test.PValue!.Value, 1e-14);
        // chisq.test(matrix(c(20, 30, 60, 50), 2, byrow = TRUE), correct = FALSE).
        Assert.Equal(0.088081512, Independence.Test([20, 30], [60, 50]).PValue!.Value, 8);
    }

    [Fact]
    public void The_strength_of_a_difference_does_not_grow_with_the_counts()
    {
        // sqrt(chisq.test(matrix(c(40, 60, 60, 40), 2), correct = FALSE)$statistic / 200) = 0.2.
        Assert.Equal(0.2, Independence.Test([40, 60], [60, 40]).Strength!.Value, 9);
        Assert.Equal(0.2, Independence.Test([400, 600], [60, 40]).Strength!.Value, 9);
        Assert.Null(Independence.Test([40, 60], [0, 0]).PValue);
    }
}
