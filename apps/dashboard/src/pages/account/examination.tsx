import { IconAlertTriangle, IconCheck, IconHelp } from '@tabler/icons-react';
import type { DoctorCheck, Examination } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import classes from './actions.module.css';

const names: Readonly<Record<DoctorCheck['name'], string>> = {
  credential: 'Credential',
  clock: 'Clock',
  rights: 'Rights',
  platform: 'Calls',
  budget: 'Budget',
  webhook: 'Webhook',
  sweep: 'Sweeps',
  subscriber: 'Subscribers',
};
const looks = {
  fine: { tone: 'good', Icon: IconCheck, word: 'fine' },
  wrong: { tone: 'bad', Icon: IconAlertTriangle, word: 'wrong' },
  unknown: { tone: 'idle', Icon: IconHelp, word: 'not known' },
} as const;

/** What an examination found: a tick, or what is wrong and what to do. What is wrong comes first. */
export function Found({ examination: { data } }: { examination: Examination }) {
  const wrong = data.filter(({ state }) => state === 'wrong');
  const sorted = [...wrong, ...data.filter(({ state }) => state !== 'wrong')];
  return (
    <span className={classes.examined}>
      <b data-tone={wrong.length > 0 ? 'bad' : 'good'}>
        {wrong.length > 0 ? `${counted(wrong.length, 'thing')} to mend.` : 'Nothing is wrong.'}
      </b>
      {sorted.map(({ name, state, says, remedy }) => {
        const { tone, Icon, word } = looks[state];
        return (
          <span key={name} className={classes.check} data-testid={`check-${name}`} data-state={state}>
            <span className={classes.mark} data-tone={tone}>
              <Icon size={16} aria-label={word} />
            </span>
            <span>
              <b>{names[name]}:</b> {says} {remedy && <strong>{remedy}</strong>}
            </span>
          </span>
        );
      })}
    </span>
  );
}
