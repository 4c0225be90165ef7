using Flywheel.Core.Administration;
using Flywheel.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Flywheel.Core;

/// <summary>One line per service, grouped in the order of the wheel.</summary>
public static class CoreServices
{
    /// <summary>Adds everything of Core on the given database.</summary>
    public static IServiceCollection AddFlywheelCore(this IServiceCollection services, DatabaseLocation location)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddFlywheelDatabase(location);
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditHeads>();
        services.AddSingleton<AuditVerification>();
        services.AddSingleton<ApplicationKeys>();
        services.AddSingleton<PersonalTokens>();
        services.AddSingleton<Reconciliation>();
        services.AddSingleton<Backup>();
        services.AddSingleton<Restore>();
        services.AddMembership();
        return services;
    }
}
