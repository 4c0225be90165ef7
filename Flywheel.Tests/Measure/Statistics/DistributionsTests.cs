using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>Against R 4.2.2: <c>2 * pt(-t, v)</c>, <c>qt</c> and <c>pchisq(lower = FALSE)</c>.</summary>
public sealed class DistributionsTests
{
    [Theory]
    [InlineData(2.6, 1, 0.2337501225046868)]
    [InlineData(2.6, 2.5, 0.09687905375583122)]
    [InlineData(2.6, 30, 0.01432730158005877)]
    [InlineData(20, 30, 6.749083665771285e-19)]
    [InlineData(2.6, 9999, 0.009336084111450571)]
    [InlineData(2.6, 10000, 0.009336082740224863)]
    [InlineData(20, 10000, 2.764652586540693e-87)]
    [InlineData(2.6, 1e7, 0.009322389749941049)]
    [InlineData(20, 1e7, 5.529431206957585e-89)]
    public void Tails_of_Students_t_are_Rs(double t, double degrees, double p)
    {
        var actual = Distributions.TwoSidedT(-t, degrees);
        Assert.True(Math.Abs(actual - p) < 1e-9 * p, $"{actual:R}");
    }

    [Theory]
    [InlineData(0.95, 1, 12.70620473617469)]
    [InlineData(0.95, 2.5, 3.574654842003692)]
    [InlineData(0.999, 5, 6.868826625881273)]
    [InlineData(0.95, 9999, 1.960201263621357)]
    [InlineData(0.95, 10000, 1.960201239890626)]
    [InlineData(0.999, 10001, 3.291499868601783)]
    [InlineData(0.95, 1e7, 1.959964221767205)]
    public void Quantiles_of_Students_t_are_Rs(double confidence, double degrees, double quantile) =>
        Assert.Equal(quantile, Distributions.T(confidence, degrees), 1e-9);

    [Theory]
    [InlineData(0.5, 1, 0.4795001221869535)]
    [InlineData(700, 1, 2.99022697512462e-154)]
    [InlineData(2, 3, 0.5724067044708792)]
    [InlineData(30, 3, 1.380057031293255e-06)]
    public void Tails_of_chi_squared_are_Rs(double x, int degrees, double p)
    {
        var actual = Distributions.ChiSquaredTail(x, degrees);
        Assert.True(Math.Abs(actual - p) < 1e-10 * p, $"{actual:R}");
    }

    [Fact]
    public void A_chi_squared_of_0_has_everything_above_it() => Assert.Equal(1, Distributions.ChiSquaredTail(0, 1));
}
