// Turbo, with the report of its use to its vendor switched off.
process.env.TURBO_TELEMETRY_DISABLED = '1';
await import('turbo/bin/turbo');
