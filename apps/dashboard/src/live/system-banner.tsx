import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import classes from './system-banner.module.css';
import { useSystemTroubles } from './use-system.js';

/** What concerns all of Nightdesk, above every page: cause and remedy. Nothing while all is well. */
export function SystemBanner() {
  const troubles = useSystemTroubles();
  return (
    <div role="status" aria-label="State of Nightdesk itself">
      {troubles.map(({ id, severity, reason, remedy }) => {
        const bad = severity === 'critical';
        const Icon = bad ? IconAlertOctagon : IconAlertTriangle;
        return (
          <p
            key={id}
            className={classes.banner}
            data-tone={bad ? 'bad' : 'warn'}
            data-testid="system-trouble"
            data-cause={id}
          >
            <Icon size={20} aria-hidden />
            <span>
              <b>{reason}</b> {remedy}
            </span>
          </p>
        );
      })}
    </div>
  );
}
