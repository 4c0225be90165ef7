using Flywheel.Core;
using Flywheel.Web.Shell;

namespace Flywheel.Tests.Shell;

public sealed class MenuTests
{
    [Theory]
    [InlineData(Roles.Reviewer, "Overview, Review, Candidates")]
    [InlineData(Roles.Manager, "Overview, Review, Candidates, Datasets, Trends, Revolutions, Experiments")]
    [InlineData(Roles.Admin, "Overview, Review, Candidates, Datasets, Trends, Revolutions, Experiments, Policy, Signal types, Success definition, People, Applications and keys, Audit, Erasure, System")]
    [InlineData("Stranger", "")]
    public void A_role_sees_what_it_may_use_in_the_order_of_the_stages(string role, string expected) =>
        Assert.Equal(expected, string.Join(", ", Menu.For(role).SelectMany(g => g.Items).Select(i => i.Label)));

    [Fact]
    public void A_group_without_a_place_is_left_out() =>
        Assert.DoesNotContain(Menu.For(Roles.Manager), g => g.Title == "Administration");
}
