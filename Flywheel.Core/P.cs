namespace Flywheel.Core; internal static class Placeholder;
