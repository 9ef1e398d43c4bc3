import { Link } from 'wouter';
import classes from './frame.module.css';

export function Wordmark() {
  return (
    <Link href="/" className={classes.wordmark}>
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden>
        <path
          d="M20.5 19.2A8.2 8.2 0 0 1 12 7.3a8.3 8.3 0 1 0 11 10.6 8 8 0 0 1-2.5 1.3ZM5 27h22"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Nightdesk
    </Link>
  );
}
