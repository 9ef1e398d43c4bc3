import { randomUUID } from 'node:crypto';
import type { World } from '../../world.js';
import type { HubApp } from '../hub/app.js';
import type { Workspace } from '../workspace.js';
import { deliver } from './deliver.js';
import type { Topic } from './topics.js';
import { scopeOfTopic } from './topics.js';

/** Tells every app that is installed here and asked for this topic, whoever caused it: the app itself too. */
export function notify(workspace: Workspace, topic: Topic, item: () => Record<string, unknown>): void {
  for (const app of workspace.store.apps.values()) {
    const asked = app.subscription.topics.includes(topic) && app.scopes.includes(scopeOfTopic(topic));
    if (asked && app.installations.has(workspace.id))
      deliver(workspace.store.world, app, workspace.id, topic, `notif_${randomUUID()}`, item());
  }
}

/** The Hub's test, whatever the topics are. Its notification has no id. */
export function ping(world: World, app: HubApp): void {
  const item = { type: 'ping', message: 'This is a test of the webhook.' };
  deliver(world, app, app.homeWorkspaceId, 'ping', null, item);
}
