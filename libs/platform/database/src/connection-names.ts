import pg from 'pg';

/** What `pg_stat_activity` calls the connections that this process opens from now on, whoever opens them. */
export function nameConnections(name: string): void {
  pg.defaults.application_name = name;
}
