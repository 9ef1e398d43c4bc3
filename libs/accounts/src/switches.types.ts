import { capabilities, type Capability } from '@nightdesk/helpdesks/contract';
import { platforms } from '@nightdesk/helpdesks/directory';

/** A kill switch: all writes, one platform (both lanes), or what needs one capability. */
export type SwitchName = 'writes' | `platform:${string}` | `capability:${Capability}`;

/** A kill switch that is on. */
export interface Switch {
  name: string;
  reason: string;
  /** Id of the person or key. */
  setBy: string;
  setAt: Date;
}

/** Why something must not go out. */
export type SwitchedOff = Pick<Switch, 'name' | 'reason'>;

/** Thrown for a name that no switch has; names those that there are. */
export class SwitchUnknown extends Error {
  override readonly name = 'SwitchUnknown';

  constructor(name: string) {
    super(`There is no switch "${name}". There are: ${switchNames().join(', ')}.`);
  }
}

/** Every switch that can be set; platforms are those that this process has loaded. */
export function switchNames(): SwitchName[] {
  return [
    'writes',
    ...platforms().map(({ platform }) => `platform:${platform}` as const),
    ...capabilities.map((capability) => `capability:${capability}` as const),
  ];
}

/** @throws SwitchUnknown */
export function switchName(text: string): SwitchName {
  const name = switchNames().find((known) => known === text);
  if (!name) throw new SwitchUnknown(text);
  return name;
}

/**
 * The switches that stop a call. The read lane needs `tickets:read`; what a call of the write lane needs, its caller says.
 */
export function switchesFor(
  platform: string,
  lane: 'read' | 'write',
  needed: readonly Capability[] = lane === 'read' ? ['tickets:read'] : [],
): SwitchName[] {
  return [
    ...(lane === 'write' ? (['writes'] as const) : []),
    `platform:${platform}`,
    ...needed.map((capability) => `capability:${capability}` as const),
  ];
}
