using System.Diagnostics.Metrics;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Collect.Intake;
using Flywheel.Tests.Support;
using Flywheel.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Hosting;

public sealed class TelemetryTests
{
    [Fact]
    public async Task What_the_intake_does_is_counted()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.StoreAsync(new Application { Name = "shop" });
        await database.Get<SignalWriter>().StartAsync(default);
        using var figures = new Figures(database.Get<Telemetry>());
        foreach (var query in new[] { "a", "a", "b" })
            await database.Get<FeedbackIntake>().AcceptAsync(1, true, [Item(query)]);
        Assert.Equal((1, 1, 1), (figures["flywheel.signals.accepted"], figures["flywheel.signals.duplicates"], figures["flywheel.signals.rejected"]));
        Assert.Equal(3, figures.Count("flywheel.commit.duration"));
    }

    [Fact]
    public async Task The_lag_is_the_age_of_the_oldest_signal_that_is_not_curated()
    {
        await using var database = await TestDatabase.CreateAsync(services => services.AddSingleton<Gauges>());
        await database.StoreAsync(new Application { Name = "shop" });
        await database.Get<SignalWriter>().StartAsync(default);
        await database.Get<FeedbackIntake>().AcceptAsync(1, true, [Item("a")]);
        database.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(7, database.Get<Gauges>().LagSeconds());
        await database.Get<Flywheel.Core.Curate.Curation.Curator>().CatchUpAsync(default);
        Assert.Equal(0, database.Get<Gauges>().LagSeconds());
    }

    private static FeedbackItem Item(string query) =>
        new() { RequestId = "r", SignalType = SignalType.Copy, UserQuery = query, AiResponse = "b", IdempotencyKey = "k" };

    /// <summary>Listens to one instance of the meter.</summary>
    private sealed class Figures : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, (long Sum, int Count)> _seen = [];

        public Figures(Telemetry telemetry)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (telemetry.Owns(instrument)) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
            _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Add(instrument.Name, 0));
            _listener.Start();
        }

        public long this[string name] { get { lock (_seen) return _seen.GetValueOrDefault(name).Sum; } }

        public int Count(string name) { lock (_seen) return _seen.GetValueOrDefault(name).Count; }

        public void Dispose() => _listener.Dispose();

        private void Add(string name, long value)
        {
            lock (_seen) _seen[name] = (_seen.GetValueOrDefault(name).Sum + value, _seen.GetValueOrDefault(name).Count + 1);
        }
    }
}
