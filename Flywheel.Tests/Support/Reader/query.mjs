// Runs the SQL from standard input in DuckDB and prints the rows as a JSON array of objects.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(':memory:', { threads: '1', autoinstall_known_extensions: 'false' });
const connection = await instance.connect();
const result = await connection.runAndReadAll(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(result.getRowObjectsJson()));
