/** Starts a real Postgres in a temporary folder; `stop` ends it and deletes the folder. */
export function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }>;
