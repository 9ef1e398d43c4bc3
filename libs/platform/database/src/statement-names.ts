/** Each connection keeps what is named, some 50 KB of Postgres' memory a statement. */
const mostNames = 200;

/**
 * Names for statements, by which Postgres parses and plans each once per connection instead of once per execution. What is
 * met for the first time gets none: it may never be met again.
 */
export class StatementNames {
  /** Null: met once. */
  private readonly names = new Map<string, string | null>();
  private named = 0;

  /** The name of a statement; empty for one that is not kept. */
  of(sql: string): string {
    const known = this.names.get(sql);
    if (known) return known;
    if (this.named >= mostNames) return '';
    if (known === undefined) {
      if (this.names.size >= 10 * mostNames) this.forgetTheRare();
      this.names.set(sql, null);
      return '';
    }
    this.named += 1;
    const name = `statement-${this.named}`;
    this.names.set(sql, name);
    return name;
  }

  private forgetTheRare(): void {
    for (const [sql, name] of this.names) if (name === null) this.names.delete(sql);
  }
}
