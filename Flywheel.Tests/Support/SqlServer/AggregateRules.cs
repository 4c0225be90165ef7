using System.Linq.Expressions;

namespace Flywheel.Tests.Support.SqlServer;

/// <summary>
/// Aggregates that would be of another type on SQL Server than in memory: a SUM over int overflows beyond 2^31, decimals overflow or come
/// back as decimal, and a choice between the literals 1.0 and 0.0 is numeric. Sums are of long or double columns, or of 1 and 0.
/// </summary>
internal sealed class AggregateRules : ExpressionVisitor
{
    private static readonly HashSet<string> Aggregates = ["Sum", "SumAsync", "Average", "AverageAsync"];
    private static readonly HashSet<Type> Allowed = [typeof(long), typeof(double)];
    private readonly List<string> _errors = [];

    /// <summary>What is wrong with a query; empty where nothing is.</summary>
    public static IReadOnlyList<string> Errors(Expression query)
    {
        var rules = new AggregateRules();
        rules.Visit(query);
        return rules._errors;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (Aggregates.Contains(node.Method.Name) && (node.Method.DeclaringType == typeof(Queryable) || node.Method.DeclaringType == typeof(Enumerable))) Check(node);
        return base.VisitMethodCall(node);
    }

    protected override Expression VisitConditional(ConditionalExpression node)
    {
        if (IsReal(node.IfTrue) && IsReal(node.IfFalse)) _errors.Add($"Both sides are literals, which are numeric on SQL Server; cast integers to double: {node}");
        return base.VisitConditional(node);
    }

    private void Check(MethodCallExpression node)
    {
        var selector = node.Arguments.Count > 1 ? Lambda(node.Arguments[1]) : null;
        var summed = selector?.ReturnType ?? node.Arguments[0].Type.GetGenericArguments().LastOrDefault() ?? typeof(object);
        var type = Nullable.GetUnderlyingType(summed) ?? summed;
        if (!Allowed.Contains(type) && !(type == typeof(int) && node.Method.Name == "Sum" && IsCount(selector?.Body)))
            _errors.Add($"{node.Method.Name} of {type.Name}; cast what is summed to long or double: {node}");
    }

    private static LambdaExpression? Lambda(Expression argument) => argument is UnaryExpression { Operand: LambdaExpression quoted } ? quoted : argument as LambdaExpression;

    /// <summary>Counting by a condition stays below the number of rows.</summary>
    private static bool IsCount(Expression? body) => body is ConditionalExpression { IfTrue: ConstantExpression { Value: 0 or 1 }, IfFalse: ConstantExpression { Value: 0 or 1 } };

    private static bool IsReal(Expression side) => side is ConstantExpression { Value: double or float or decimal };
}
