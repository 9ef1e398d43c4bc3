import type { ReactNode } from 'react';
import { count as grouped } from '../format/number.js';
import classes from './section.module.css';

interface Props {
  title: string;
  count?: number;
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, count, aside, children }: Props) {
  const id = `section-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section className={classes.section} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id}>{title}</h2>
        {count !== undefined && <span className={classes.count}>{grouped(count)}</span>}
        {aside && <span className={classes.aside}>{aside}</span>}
      </header>
      {children}
    </section>
  );
}

/** What a section says when there is nothing in it. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className={classes.nothing}>{children}</p>;
}
