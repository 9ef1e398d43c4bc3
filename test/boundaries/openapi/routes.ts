import { resourceKey, type RouteDescription, routeKey } from '../../../apps/api/src/openapi/answers.js';
import { type Deprecation, deprecationKey } from '../../../apps/api/src/openapi/deprecated.js';
import { reachKey, scopeKey } from '../../../apps/api/src/http/access.guard.js';

/** What the code says of one handler, by its decorators. */
export interface RouteFacts {
  description: RouteDescription;
  resource: string;
  scope: 'read' | 'write' | 'admin' | 'public' | undefined;
  concernsAll: boolean;
  deprecation: Deprecation | undefined;
  /** Its text, for tests. */
  source: string;
}

type Controller = abstract new (...args: never[]) => unknown;

/** By `Controller.method`; only handlers that have been given a description. */
export function factsOf(controllers: readonly Controller[]): Map<string, RouteFacts> {
  const facts = new Map<string, RouteFacts>();
  for (const controller of controllers) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(controller.prototype))) {
      if (typeof value !== 'function') continue;
      const said = <T>(key: string) => Reflect.getMetadata(key, value as object) as T | undefined;
      const description = said<RouteDescription>(routeKey);
      if (!description) continue;
      facts.set(`${controller.name}.${name}`, {
        description,
        resource: String(Reflect.getMetadata(resourceKey, controller)),
        scope:
          said<RouteFacts['scope']>(scopeKey) ??
          (Reflect.getMetadata(scopeKey, controller) as RouteFacts['scope']),
        concernsAll: (said<string>(reachKey) ?? Reflect.getMetadata(reachKey, controller)) === 'whole',
        deprecation: said<Deprecation>(deprecationKey),
        source: String(value),
      });
    }
  }
  return facts;
}
