import { RedisServer } from '../../../support/redis-server.js';
import { freePort, Service } from '../../../support/service.js';
import { firstKey } from '../../../support/visitor.js';
import type { Stores } from '../contender.js';

const admin = { email: 'admin@nightdesk.local', password: 'correct horse battery' };

/** Nightdesk as it runs in production, built: one api and one worker, on a database and, where it is to be, a Redis of their own. */
export class Installation {
  private constructor(
    readonly url: string,
    private readonly services: readonly Service[],
    private readonly redis: RedisServer | null,
    public key: string,
  ) {}

  static async start({ engine, databaseUrl, platformFile }: Stores): Promise<Installation> {
    const [port, healthPort] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${port}`;
    const redis = engine === 'redis' ? await RedisServer.start() : null;
    const environment = {
      DATABASE_URL: databaseUrl,
      ...(redis && { REDIS_URL: redis.url }),
      PORT: String(port),
      HEALTH_PORT: String(healthPort),
      PUBLIC_URL: url,
      KEY_RING: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      ALLOW_PRIVATE_HOSTS: '127.0.0.1',
      PLATFORM_FILES: platformFile,
    };
    const services = [
      new Service('dist/apps/api/src/main.js', environment, `${url}/readyz`),
      new Service('dist/apps/worker/src/main.js', environment, `http://127.0.0.1:${healthPort}/readyz`),
    ];
    const installation = new Installation(url, services, redis, '');
    try {
      await Promise.all(services.map((service) => service.start()));
      installation.key = await firstKey(url, admin.email, admin.password);
      return installation;
    } catch (error) {
      await installation.stop();
      const said = services.map((service) => service.said.slice(-2_000)).join('\n');
      throw new Error(`Nightdesk did not start. It said:\n${said}`, { cause: error });
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop()));
    await this.redis?.down();
  }
}
