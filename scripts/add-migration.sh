#!/usr/bin/env bash
# Adds a migration for both providers in one go: scripts/add-migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: scripts/add-migration.sh NAME}
dotnet tool restore >/dev/null
for provider in Sqlite SqlServer; do
  dotnet ef migrations add "$name" --context "${provider}FlywheelDbContext" --project Flywheel.Core \
    --startup-project Flywheel.Core --output-dir "Data/Migrations/$provider"
done
