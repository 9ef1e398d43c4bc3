import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import pg from 'pg';
import { freshReadsChannel } from './fresh-reads.types.js';

const connectMs = 1_000;

/** One question's bell. It may ring before anybody waits, and then the wait is over at once. */
export class Bell {
  private rung = false;
  private wake: () => void = () => undefined;

  /** Waits for the ring, but no longer than `ms` and not for somebody who has gone. */
  async wait(ms: number, gone: AbortSignal): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    if (!this.rung && !gone.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        timer = setTimeout(resolve, ms);
        gone.addEventListener('abort', this.wake, { once: true });
      });
    }
    clearTimeout(timer);
    gone.removeEventListener('abort', this.wake);
    this.rung = false;
  }

  ring(): void {
    this.rung = true;
    this.wake();
  }
}

/**
 * Hears from Postgres which questions were answered, over one connection for the process, made when the first question is
 * asked. What is told while the connection is broken is lost: whoever waits must also look.
 */
@Injectable()
export class FreshReadsListener implements OnApplicationShutdown {
  private readonly log = new Logger(FreshReadsListener.name);
  private readonly bells = new Map<string, Bell>();
  private connection: Promise<pg.Client | null> | null = null;
  private closed = false;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Listens from now on until `forget`. */
  bell(id: string): Bell {
    const bell = new Bell();
    this.bells.set(id, bell);
    return bell;
  }

  forget(id: string): void {
    this.bells.delete(id);
  }

  /** Makes the connection, or makes it again where it was lost. Never throws: without it answers come more slowly. */
  async ready(): Promise<void> {
    if (!this.closed) await (this.connection ??= this.connect());
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await (await this.connection)?.end();
  }

  private async connect(): Promise<pg.Client | null> {
    const client = new pg.Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'nightdesk fresh reads',
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on('notification', ({ payload = '' }) => this.bells.get(payload)?.ring());
    client.on('error', (error) => this.log.debug(`The connection was lost: ${error.message}`));
    client.once('end', () => (this.connection = null));
    try {
      await client.connect();
      await client.query(`LISTEN ${freshReadsChannel}`);
      return client;
    } catch (error) {
      this.log.warn(
        `Answers to fresh reads are looked for every second, because listening failed: ${String(error)}`,
      );
      await client.end();
      this.connection = null;
      return null;
    }
  }
}
