import type { AuditLine } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { exact } from '../../format/time.js';
import { When } from '../../parts/when.js';
import { Fact } from '../../parts/fact.js';
import classes from '../settings/settings.module.css';
import { type Names, whatWasDone, whoDid } from './audit-words.js';

/** One line in plain words; opened, all that is stored of it. */
export function AuditEntry({ line, names }: { line: AuditLine; names: Names }) {
  const { at, actor, action, subject, details } = line;
  const place = placeOf(subject);
  return (
    <li data-testid="audit-line" data-action={action}>
      <details className={classes.entry}>
        <summary>
          <span>
            <b>{whoDid(line)}</b> {whatWasDone(line, names)}
          </span>
          <When at={at} />
        </summary>
        <dl className={classes.details}>
          <Fact name="When">{exact(at)}</Fact>
          <Fact name="Who">
            {actor.id} · <Link href={`/settings/audit?actor=${actor.id}`}>all that this one did</Link>
          </Fact>
          <Fact name="Action">
            <code>{action}</code>
          </Fact>
          <Fact name="To">
            {place ? <Link href={place}>{subject}</Link> : subject} ·{' '}
            <Link href={`/settings/audit?subject=${encodeURIComponent(subject)}`}>
              all that was done to it
            </Link>
          </Fact>
          {Object.entries(details).map(([name, value]) => (
            <Fact key={name} name={name}>
              {typeof value === 'string' ? value : JSON.stringify(value)}
            </Fact>
          ))}
        </dl>
      </details>
    </li>
  );
}

/** The page of what it was done to, where it has one. */
function placeOf(subject: string): string | null {
  const id = encodeURIComponent(subject.replace(/^account:/, ''));
  if (id.startsWith('acc_')) return `/accounts/${id}`;
  if (id.startsWith('op_')) return `/operations/${id}`;
  return id.startsWith('sub_') ? `/settings/subscribers/${id}` : null;
}
