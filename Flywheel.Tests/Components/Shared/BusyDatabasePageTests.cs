using Bunit;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Flywheel.Tests.Components.Shared;

/// <summary>A page whose event meets a busy storage, or rights that were taken away, says so and keeps what was typed.</summary>
public sealed class BusyDatabasePageTests : IAsyncLifetime
{
    private readonly ShellContext _shell = new();

    public static TheoryData<Exception, string> Errors => new()
    {
        { new DatabaseBusyException("held"), StorageErrors.Busy },
        { new SqliteException("database is locked", 5), StorageErrors.Busy },
        { new DbUpdateException("save", new SqliteException("database is locked", 5)), StorageErrors.Busy },
        { new SqliteException("database or disk is full", 13), StorageErrors.Unavailable },
        { new RightsChangedException(), new RightsChangedException().Message },
        { new DbUpdateException("save", new SqliteException("disk I/O error", 10)), StorageErrors.Unavailable },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void It_is_shown_and_the_page_goes_on(Exception exception, string words)
    {
        var form = _shell.Render<Form>(p => p.Add(f => f.Save, () => throw exception));
        form.Find("input").Change("typed before");
        form.Find("button").Click();
        Assert.Equal(words, Assert.Single(_shell.Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message);
        Assert.Equal("typed before", form.Find("input").GetAttribute("value"));
        form.Render(p => p.Add(f => f.Save, () => Task.CompletedTask));
        form.Find("button").Click();
        Assert.Equal("saved typed before", form.Find("p").TextContent);
    }

    [Fact]
    public void A_bug_is_not_reported_as_a_busy_database()
    {
        var form = _shell.Render<Form>(p => p.Add(f => f.Save, () => throw new InvalidOperationException("bug")));
        Assert.Throws<InvalidOperationException>(() => form.Find("button").Click());
    }

    public ValueTask InitializeAsync()
    {
        _shell.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _shell.DisposeAsync();

    private sealed class Form : ConsoleComponent
    {
        private string? _typed, _said;

        [Parameter] public Func<Task> Save { get; set; } = default!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "input");
            builder.AddAttribute(1, "value", _typed);
            builder.AddAttribute(2, "onchange", EventCallback.Factory.CreateBinder<string?>(this, value => _typed = value, _typed));
            builder.CloseElement();
            builder.OpenElement(3, "button");
            builder.AddAttribute(4, "onclick", EventCallback.Factory.Create(this, ClickAsync));
            builder.CloseElement();
            builder.OpenElement(5, "p");
            builder.AddContent(6, _said);
            builder.CloseElement();
        }

        private async Task ClickAsync()
        {
            await Save();
            _said = $"saved {_typed}";
        }
    }
}
