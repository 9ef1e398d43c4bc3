import { Button } from '@mantine/core';
import { IconPower } from '@tabler/icons-react';
import type { Switch } from '@nightdesk/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { stoppedBySwitch } from '../../format/switches.js';
import { Refusal } from '../../parts/refusal.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import { useIsOperator } from '../../session/queries.js';
import classes from './switches.module.css';

/** What is switched off, before everything else: whoever looks must not search for a fault that somebody wanted. */
export function Switches({ switches }: { switches: readonly Switch[] }) {
  if (switches.length === 0) return null;
  return (
    <section className={classes.switches} data-tone="bad" aria-labelledby="switches">
      <h2 id="switches">
        <IconPower size={22} aria-hidden /> Switched off
      </h2>
      <ul>
        {switches.map((one) => (
          <Off key={one.name} off={one} />
        ))}
      </ul>
    </section>
  );
}

function Off({ off: { name, reason, setAt } }: { off: Switch }) {
  const isOperator = useIsOperator();
  const cache = useQueryClient();
  const release = useMutation({
    mutationFn: () => nightdesk.releaseSwitch(name),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['overview'] }),
  });
  const what = stoppedBySwitch(name);
  return (
    <li data-testid="switch" data-switch={name}>
      <div>
        <p>
          <b>{what}</b> <code>{name}</code>
        </p>
        <p>{reason}</p>
        <p className={classes.since}>
          since <When at={setAt} />; what waits is kept, and goes out when it is released
        </p>
      </div>
      {isOperator && (
        <Button
          variant="default"
          loading={release.isPending}
          onClick={() => release.mutate()}
          aria-label={`Release: ${what}`}
          data-testid="switch-release"
        >
          Release
        </Button>
      )}
      {release.error && <Refusal title="It is still off" error={release.error} />}
    </li>
  );
}
