using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Data;
using Microsoft.Data.Sqlite;

namespace Flywheel.Core.Collect.Intake;

/// <summary>
/// Prepared statements on one connection: the intake's speed is decided here. After any fault the connection is thrown
/// away and the next write opens a new one.
/// </summary>
internal sealed class SqliteSignalStore(DatabaseLocation location) : ISignalStore
{
    private Statements? _statements;

    public IntakeStatus[] Write(IReadOnlyList<PreparedSignal> signals)
    {
        try
        {
            _statements ??= Statements.Open(location);
            return _statements.Write(signals, BusyDeadline.SecondsLeft(location.BusyLimit));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _statements?.Dispose();
        _statements = null;
    }

    private sealed class Statements : IDisposable
    {
        private static readonly string[] SignalColumns =
        [
            "ApplicationId", "InteractionId", "Type", "Value", "Query", "Correction", "Metadata", "Context", "PersonHash", "SessionId", "Segment",
            "Experiment", "Variant", "ModelVersion", "TrainingConsent", "OccurredAt", "ReceivedAt",
        ];

        private readonly SqliteConnection _connection;
        private readonly Statement _findKey, _addKey, _addInteraction, _findInteraction, _addSignal, _addToCount;

        private Statements(SqliteConnection connection)
        {
            _connection = connection;
            _findKey = new(connection, "SELECT BodyHash FROM IdempotencyRecords WHERE ApplicationId=$0 AND KeyHash=$1", 2);
            _addKey = new(connection, "INSERT INTO IdempotencyRecords (ApplicationId,KeyHash,BodyHash,SignalId,CreatedAt) VALUES ($0,$1,$2,$3,$4)", 5);
            _addInteraction = new(connection,
                "INSERT INTO Interactions (ApplicationId,RequestId,AnswerHash,Query,Answer,FirstSeenAt) VALUES ($0,$1,$2,$3,$4,$5) "
                + "ON CONFLICT (ApplicationId,RequestId,AnswerHash) DO NOTHING RETURNING Id", 6);
            _findInteraction = new(connection,
                "SELECT Id, Query=$3 FROM Interactions WHERE ApplicationId=$0 AND RequestId=$1 AND AnswerHash=$2", 4);
            _addSignal = new(connection,
                $"INSERT INTO Signals ({string.Join(',', SignalColumns)}) VALUES ({string.Join(',', SignalColumns.Select((_, i) => $"${i}"))}) RETURNING Id",
                SignalColumns.Length);
            _addToCount = new(connection,
                "INSERT INTO IntakeTallies (ApplicationId,Day,Accepted,Erased,Expired) VALUES ($0,$1,$2,0,0) "
                + "ON CONFLICT (ApplicationId,Day) DO UPDATE SET Accepted=Accepted+excluded.Accepted", 3);
        }

        public static Statements Open(DatabaseLocation location)
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder(location.ConnectionString) { Pooling = false }.ToString());
            try
            {
                connection.Open();
                SqlitePragmas.Apply(connection, location.BusyLimit);
                return new(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }

        /// <param name="seconds">How long it waits for the write lock.</param>
        public IntakeStatus[] Write(IReadOnlyList<PreparedSignal> signals, int seconds)
        {
            _connection.DefaultTimeout = seconds;
            using var transaction = _connection.BeginTransaction(deferred: false);
            foreach (var statement in All) statement.Transaction = transaction;
            var statuses = new IntakeStatus[signals.Count];
            for (var i = 0; i < signals.Count; i++) statuses[i] = WriteOne(signals[i]);
            WriteTally(signals, statuses);
            transaction.Commit();
            return statuses;
        }

        public void Dispose()
        {
            foreach (var statement in All) statement.Dispose();
            _connection.Dispose();
        }

        private Statement[] All => [_findKey, _addKey, _addInteraction, _findInteraction, _addSignal, _addToCount];

        private IntakeStatus WriteOne(PreparedSignal signal)
        {
            if (signal.KeyHash is not null && _findKey.Scalar(signal.ApplicationId, signal.KeyHash) is byte[] earlier)
                return signal.HasBody(earlier) ? IntakeStatus.Duplicate : IntakeStatus.KeyReused;
            var (interaction, sameQuery) = InteractionOf(signal);
            var item = signal.Item;
            var id = _addSignal.Scalar(
                signal.ApplicationId, interaction, item.SignalType, item.Value, sameQuery ? null : item.UserQuery, item.UserCorrection, item.Metadata,
                signal.Context, signal.PersonHash, item.SessionId, item.Segment, item.Experiment, item.Variant, item.ModelVersion,
                signal.TrainingConsent, signal.OccurredAt, signal.ReceivedAt);
            if (signal.KeyHash is not null) _addKey.Run(signal.ApplicationId, signal.KeyHash, signal.BodyHash, id, signal.ReceivedAt);
            return IntakeStatus.Recorded;
        }

        private (long Id, bool SameQuery) InteractionOf(PreparedSignal signal)
        {
            var item = signal.Item;
            var added = _addInteraction.Scalar(signal.ApplicationId, item.RequestId, signal.AnswerHash, item.UserQuery, item.AiResponse, signal.ReceivedAt);
            if (added is long id) return (id, true);
            using var reader = _findInteraction.Read(signal.ApplicationId, item.RequestId, signal.AnswerHash, item.UserQuery);
            reader.Read();
            return (reader.GetInt64(0), reader.GetBoolean(1));
        }

        private void WriteTally(IReadOnlyList<PreparedSignal> signals, IntakeStatus[] statuses)
        {
            var recorded = signals.Where((_, i) => statuses[i] == IntakeStatus.Recorded);
            foreach (var day in recorded.GroupBy(s => (s.ApplicationId, Day: DateOnly.FromDateTime(s.ReceivedAt))))
                _addToCount.Run(day.Key.ApplicationId, day.Key.Day, (long)day.Count());
        }
    }

    /// <summary>A prepared command whose parameters are <c>$0</c>, <c>$1</c>, ...</summary>
    private sealed class Statement : IDisposable
    {
        private readonly SqliteCommand _command;

        public Statement(SqliteConnection connection, string sql, int parameters)
        {
            _command = connection.CreateCommand();
            _command.CommandText = sql;
            for (var i = 0; i < parameters; i++) _command.Parameters.Add(new SqliteParameter($"${i}", null));
            _command.Prepare();
        }

        public SqliteTransaction? Transaction { set => _command.Transaction = value; }

        public object? Scalar(params ReadOnlySpan<object?> values) => Bind(values).ExecuteScalar();

        public void Run(params ReadOnlySpan<object?> values) => Bind(values).ExecuteNonQuery();

        public SqliteDataReader Read(params ReadOnlySpan<object?> values) => Bind(values).ExecuteReader();

        public void Dispose() => _command.Dispose();

        private SqliteCommand Bind(ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i] ?? DBNull.Value;
            return _command;
        }
    }
}
