import type { HubApp } from '../hub/app.js';
import { parameterInvalid } from '../errors.js';
import type { World } from '../../world.js';
import { isSecureUrl } from '../secure-url.js';
import type { Topic } from './topics.js';
import { scopeOfTopic, topics } from './topics.js';

const timeoutMs = 5000;

/** Sets an app's one URL and its topics, if the URL answers a HEAD with 2xx. @throws Refused */
export async function setWebhook(
  { options }: World,
  app: HubApp,
  url: string | null,
  wanted: readonly string[],
): Promise<void> {
  const known = wanted.map((name) => topicCalled(name));
  for (const topic of known) {
    const scope = scopeOfTopic(topic);
    if (!app.scopes.includes(scope)) throw parameterInvalid(`The topic ${topic} needs the scope ${scope}`);
  }
  if (url !== null) {
    if (!isSecureUrl(url)) throw parameterInvalid('The webhook URL must be https');
    const status = await head(url, Math.max(1, timeoutMs * options.deliveryTimeScale));
    if (status === null || status < 200 || status > 299)
      throw parameterInvalid(`The webhook URL must answer HEAD with 2xx; ${status ?? 'nothing'} came`);
  }
  app.subscription.set(url, known);
}

function topicCalled(name: string): Topic {
  const topic = topics.find((one) => one === name);
  if (!topic) throw parameterInvalid(`There is no topic ${name}`);
  return topic;
}

async function head(url: string, ms: number): Promise<number | null> {
  const headers = { 'user-agent': 'intercom-parrot-service-client/1.0' };
  try {
    const signal = AbortSignal.timeout(ms);
    return (await fetch(url, { method: 'HEAD', headers, redirect: 'manual', signal })).status;
  } catch {
    return null;
  }
}
