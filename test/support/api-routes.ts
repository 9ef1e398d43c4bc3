import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { loadConfig } from '@nightdesk/platform/config';
import { Log } from '@nightdesk/platform/observability';
import { ApiModule } from '../../apps/api/src/app.module.js';
import { KEY_RING } from './key-ring.js';

/** A route of the api and who may use it. */
export interface Route {
  name: string;
  method: string;
  path: string;
  isPublic: boolean;
  isOfAccount: boolean;
  reach?: 'whole' | 'any';
}

/** Prints all of them as JSON. A program, because Jest cannot load all of the api. */
const config = loadConfig({ DATABASE_URL: 'postgresql://nowhere/none', KEY_RING });
const { controllers = [] } = ApiModule.forRoot(config, new Log({ level: 'silent', process: 'test' }));
console.log(JSON.stringify(controllers.flatMap(routesOf)));

function routesOf(controller: Type): Route[] {
  const prototype = controller.prototype as Record<string, object>;
  const handlers = Object.getOwnPropertyNames(prototype).flatMap((name) => prototype[name] ?? []);
  return handlers.flatMap((handler) => {
    if (!Reflect.hasMetadata('method', handler)) return [];
    const said = (key: string): unknown =>
      (Reflect.getMetadata(key, handler) as unknown) ?? (Reflect.getMetadata(key, controller) as unknown);
    const method = RequestMethod[Reflect.getMetadata('method', handler) as number] ?? '';
    const reach = said('nightdesk:reach') as Route['reach'];
    return pathsOf(controller).flatMap((prefix) =>
      pathsOf(handler).map((rest): Route => {
        const path = `/${prefix}/${rest}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
        const isPublic = said('nightdesk:scope') === 'public';
        const isOfAccount = path.includes('/:accountId');
        return { name: `${method} ${path}`, method, path, isPublic, isOfAccount, ...(reach && { reach }) };
      }),
    );
  });
}

function pathsOf(of: object): string[] {
  return [Reflect.getMetadata('path', of) as string | string[]].flat();
}
