import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './account-concerns.module.css';
import type { Concern } from './concerns.js';

export function Concerns({ concerns }: { concerns: Concern[] }) {
  if (concerns.length === 0) return null;
  return (
    <ul className={classes.concerns}>
      {concerns.map(({ tone, text }) => (
        <li key={text} className={classes.concern} data-tone={tone}>
          <IconAlertTriangle size={16} aria-hidden />
          {text}
        </li>
      ))}
    </ul>
  );
}
