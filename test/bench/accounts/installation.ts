import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Event } from '@nightdesk/contract';
import { Nightdesk } from '@nightdesk/sdk';
import { freePort, Service } from '../../support/service.js';
import { firstKey } from '../../support/visitor.js';
import { keptOpenMs } from '../made-up-desk.js';
import type { Ground } from './ground.js';
import type { LightDesk } from './light-desk.js';
import { WatchedWorker } from './watched-worker.js';

const admin = { email: 'admin@nightdesk.local', password: 'correct horse battery' };

/** Api and worker as processes of their own, and an automation that gets every event. */
export class Installation {
  /** Told when an event has reached the automation. */
  onEvent: (event: Event) => void = () => undefined;
  url = '';
  key = '';
  worker!: WatchedWorker;
  private api!: Service;
  private automation!: Server;

  static async start(ground: Ground, desk: LightDesk): Promise<Installation> {
    const installation = new Installation();
    const port = await freePort();
    installation.url = `http://127.0.0.1:${port}`;
    const environment = {
      ...ground.environment(desk),
      PORT: String(port),
      PUBLIC_URL: installation.url,
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      LOG_LEVEL: 'warn',
    };
    installation.api = new Service('apps/api/src/main.ts', environment, `${installation.url}/readyz`);
    await installation.api.start();
    try {
      installation.worker = await WatchedWorker.start(environment);
      await installation.subscribe();
      return installation;
    } catch (error) {
      await installation.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.api.stop(), this.worker?.stop()]);
    this.automation?.closeAllConnections();
    this.automation?.close();
  }

  private async subscribe(): Promise<void> {
    this.automation = createServer({ keepAliveTimeout: keptOpenMs }, (request, response) => {
      void json(request).then((event) => {
        response.writeHead(204).end();
        this.onEvent(event as Event);
      });
    });
    await new Promise<void>((listening) => this.automation.listen(0, '127.0.0.1', listening));
    const { port } = this.automation.address() as AddressInfo;
    this.key = await firstKey(this.url, admin.email, admin.password);
    const nightdesk = new Nightdesk({ baseUrl: this.url, apiKey: this.key, maxRetries: 0 });
    await nightdesk.createSubscriber({ url: `http://127.0.0.1:${port}/events` });
  }
}
