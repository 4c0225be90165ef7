using System.Linq.Expressions;

namespace Flywheel.Core.Access;

/// <summary>
/// Limits queries to what somebody may see. Whoever sees all gets the query as it was, so that it costs nothing more; an item of
/// another application is then simply not there.
/// </summary>
public static class VisibleRows
{
    /// <summary>The rows of certain applications.</summary>
    /// <param name="application">Where a row says which application it is of.</param>
    public static IQueryable<T> Within<T>(this IQueryable<T> rows, ApplicationAccess access, Expression<Func<T, int>> application)
    {
        if (access.IsAll) return rows;
        var ids = access.Ids.ToList();
        // One is compared, not listed: then the databases use an index that begins with the application to its end.
        var only = ids.Count == 1 ? ids[0] : 0;
        Expression<Func<int, bool>> among = ids.Count == 1 ? id => id == only : id => ids.Contains(id);
        var test = new Substitution(among.Parameters[0], application.Body).Visit(among.Body);
        return rows.Where(Expression.Lambda<Func<T, bool>>(test, application.Parameters));
    }

    private sealed class Substitution(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
    }
}
