import { Switch } from '@mantine/core';
import { IconArrowRight, IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { CapabilityFinding } from '@nightdesk/sdk';
import { State } from '../../parts/state.js';
import classes from './capability.module.css';
import { capabilityMark, capabilityName, verdictWords } from './capability-words.js';
import { Evidence } from './evidence.js';

interface Props {
  finding: CapabilityFinding;
  /** Left out where nothing can be chosen. */
  choice?: { isLast: boolean; turn: () => void } | null;
}

const icons = { granted: IconCheck, missing: IconX, unknown: IconQuestionMark } as const;

/** One capability: whether it is granted, how that is known, and what to do when it is missing. */
export function CapabilityRow({ finding, choice }: Props) {
  const { capability, verdict, remedy, required } = finding;
  const mark = capabilityMark(capability);
  const name = capabilityName(capability);
  const words = verdictWords(finding);
  const Icon = icons[verdict];
  return (
    <li className={classes.row} data-testid={`capability-${mark}`} data-verdict={verdict}>
      <h3 className={classes.name}>{name}</h3>
      <span className={classes.verdict}>
        <State state={words} icon={<Icon size={14} stroke={2.5} aria-hidden />} />
      </span>
      <span className={classes.required}>
        {choice ? (
          <Switch
            className={classes.switch ?? ''}
            label="Required"
            labelPosition="left"
            aria-label={`${name} is required`}
            checked={required}
            disabled={choice.isLast}
            title={choice.isLast ? 'At least one capability must be required' : undefined}
            onChange={choice.turn}
            data-testid={`capability-required-${mark}`}
          />
        ) : required ? (
          'Required'
        ) : (
          'Not required'
        )}
      </span>
      <div className={classes.more}>
        {verdict === 'unknown' && (
          <p className={classes.unproved}>
            Nothing that leaves no trace can tell. The first real write will.
          </p>
        )}
        {verdict === 'missing' && remedy && (
          <p className={classes.remedy} data-tone={words.tone} data-testid={`capability-remedy-${mark}`}>
            <IconArrowRight size={17} aria-hidden />
            <span>{remedy}</span>
          </p>
        )}
        <Evidence finding={finding} />
      </div>
    </li>
  );
}
