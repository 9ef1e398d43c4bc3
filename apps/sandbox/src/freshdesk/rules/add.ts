import { z } from 'zod';
import { isoSeconds } from '../../clock.js';
import type { FreshdeskSite } from '../site.js';
import type { Rule } from './rule.js';
import { performers, ruleEvents } from './rule.js';

/** The body offered for a new rule: ids only, since what people wrote is not escaped. */
export const suggestedBody = '{"v":1,"event":"ticket.updated","ticket_id":"{{ticket.id}}"}';

/** A rule as a person fills it in. */
export const NewRule = z.strictObject({
  name: z.string().trim().min(1).default('Webhook'),
  event: z.enum(ruleEvents),
  performedBy: z.enum(performers).default('anyone'),
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string().regex(/^[\w-]+$/), z.string()).default({}),
  body: z.string().min(1).default(suggestedBody),
  delaySeconds: z.int().min(0).max(86_400).default(0),
  active: z.boolean().default(true),
});
export type NewRule = z.input<typeof NewRule>;

export function addRule(site: FreshdeskSite, wanted: NewRule): Rule {
  const rule: Rule = {
    id: site.world.nextId(),
    ...NewRule.parse(wanted),
    created_at: isoSeconds(site.world.clock.now()),
    deliveries: [],
    failureMails: 0,
  };
  site.rules.set(rule.id, rule);
  return rule;
}
