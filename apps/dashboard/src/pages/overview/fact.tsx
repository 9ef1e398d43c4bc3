import type { ReactNode } from 'react';
import classes from './fact.module.css';

/** One of the things that an account lives by, under its name. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={classes.fact}>
      <h4>{name}</h4>
      {children}
    </section>
  );
}

/** A line of a fact: what, and its value. */
export function Line({
  name,
  warn = false,
  children,
}: {
  name: string;
  warn?: boolean;
  children: ReactNode;
}) {
  return (
    <p className={classes.line} data-tone={warn ? 'bad' : undefined}>
      <span>{name}</span> <b>{children}</b>
    </p>
  );
}
