using System.Linq.Expressions;
using System.Reflection;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Support.SqlServer;

/// <summary>
/// Compiles every query that runs on SQLite for SQL Server as well, without a server: one that does not translate there
/// fails the test that ran it.
/// </summary>
public sealed class SqlServerTranslationCheck : IQueryExpressionInterceptor
{
    private static readonly MethodInfo CompileMethod = typeof(SqlServerTranslationCheck).GetMethod(nameof(Compile), BindingFlags.NonPublic | BindingFlags.Static)!;

    // One for all tests: EF compiles a query once for each set of interceptors.
    private static readonly SqlServerTranslationCheck Instance = new();
    private static readonly IServiceProvider Identity =
        new ServiceCollection().Configure<IdentityOptions>(IdentitySchema.Configure).BuildServiceProvider();

    private static int _compiled;

    private SqlServerTranslationCheck()
    {
    }

    /// <summary>How many were compiled so far.</summary>
    public static int Compiled => Volatile.Read(ref _compiled);

    /// <summary>Adds it to the contexts of a host or a test database; without effect on another provider.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.ConfigureDbContext<SqliteFlywheelDbContext>(options => options.AddInterceptors(Instance));

    /// <summary>A context that is never connected.</summary>
    public static SqlServerFlywheelDbContext Context() => new(new DbContextOptionsBuilder<SqlServerFlywheelDbContext>()
        .UseSqlServer("Server=none", server => server.UseCompatibilityLevel(160)).UseApplicationServiceProvider(Identity).Options);

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (AggregateRules.Errors(queryExpression) is [var error, ..]) throw new InvalidOperationException(error);
        using var db = Context();
        var query = new OnModel(db).Visit(queryExpression);
        var result = query.Type.IsGenericType && query.Type.GetInterfaces().Append(query.Type).FirstOrDefault(IsQuery) is { } queryable
            ? typeof(IEnumerable<>).MakeGenericType(queryable.GetGenericArguments())
            : query.Type;
        CompileMethod.MakeGenericMethod(result).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [db, query], null);
        Interlocked.Increment(ref _compiled);
        return queryExpression;
    }

    private static bool IsQuery(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IQueryable<>);

    private static void Compile<T>(SqlServerFlywheelDbContext db, Expression query) => db.GetService<IDatabase>().CompileQuery<T>(query, async: false);

    /// <summary>The same tables in the other model.</summary>
    private sealed class OnModel(SqlServerFlywheelDbContext db) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root && root.GetType() == typeof(EntityQueryRootExpression)
            ? new EntityQueryRootExpression(db.Model.FindEntityType(root.EntityType.Name)!)
            : base.VisitExtension(node);
    }
}
