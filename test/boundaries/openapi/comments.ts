import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Schema } from './document.types.js';

interface Constant {
  comment: string;
  initializer: ts.Expression;
  file: string;
}

/** What the sources say in TSDoc: of schemas and their fields, and of handlers. So nothing is said twice. */
export class Comments {
  private readonly constants = new Map<string, Constant>();
  private readonly handlers = new Map<string, string>();

  constructor(folders: readonly string[]) {
    for (const folder of folders) {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
        if (name.endsWith('.ts') && !name.endsWith('.spec.ts')) this.read(join(folder, name));
      }
    }
  }

  /** @param handler `AccountsController.list` */
  ofHandler(handler: string): string {
    return this.handlers.get(handler) ?? '';
  }

  /** Describes a schema, which the contract exports by this name, and its fields. */
  describe(name: string, schema: Schema): void {
    const constant = this.constants.get(name);
    if (!constant) throw new Error(`${name} is not in the sources that were read`);
    if (constant.comment !== '') schema.description ??= constant.comment;
    this.fill(constant.initializer, schema, constant.file);
  }

  /** The last argument first: what `extend` says of a field stands before what is said where it comes from. */
  private fill(node: ts.Node, schema: Schema, file: string): void {
    if (ts.isObjectLiteralExpression(node)) return this.fillFields(node, schema, file);
    if (ts.isFunctionLike(node)) return;
    if (ts.isPropertyAccessExpression(node)) return this.fill(node.expression, schema, file);
    if (ts.isIdentifier(node)) {
      const from = this.constantOf(node, file);
      if (from) this.fill(from.initializer, schema, from.file);
      return;
    }
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    for (const child of children.toReversed()) this.fill(child, schema, file);
  }

  private fillFields(literal: ts.ObjectLiteralExpression, schema: Schema, file: string): void {
    for (const property of literal.properties) {
      if (ts.isSpreadAssignment(property)) this.fill(property.expression, schema, file);
      const isShort = ts.isShorthandPropertyAssignment(property);
      if (!isShort && !ts.isPropertyAssignment(property)) continue;
      const field = fieldOf(schema, property.name.getText().replace(/^'|'$/g, ''));
      if (!field) continue;
      const comment = isShort ? this.constantOf(property.name, file)?.comment : commentOf(property);
      if (comment) field.description ??= comment;
      if (field.$ref === undefined) this.fill(isShort ? property.name : property.initializer, field, file);
    }
  }

  /** A name means what its file says it does, or else what the contract exports by it. */
  private constantOf({ text }: ts.Identifier, file: string): Constant | undefined {
    return this.constants.get(`${file}#${text}`) ?? this.constants.get(text);
  }

  private read(file: string): void {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
    for (const statement of source.statements) {
      if (ts.isClassDeclaration(statement) && statement.name) this.readClass(statement.name.text, statement);
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (!initializer) continue;
        const constant = { comment: commentOf(statement), initializer, file };
        this.constants.set(`${file}#${name.getText()}`, constant);
        const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
        if (isExported) this.constants.set(name.getText(), constant);
      }
    }
  }

  private readClass(className: string, { members }: ts.ClassDeclaration): void {
    for (const member of members) {
      if (!ts.isMethodDeclaration(member)) continue;
      this.handlers.set(`${className}.${member.name.getText()}`, commentOf(member));
    }
  }
}

/** The sentences of a node's TSDoc; its tags are for whoever reads the code. */
function commentOf(node: ts.Node): string {
  const blocks = ts.getJSDocCommentsAndTags(node).filter((one) => ts.isJSDoc(one));
  return (ts.getTextOfJSDocComment(blocks.at(-1)?.comment) ?? '').replaceAll(/\s+/g, ' ').trim();
}

function fieldOf(schema: Schema, name: string): Schema | undefined {
  const own = schema.properties?.[name];
  if (own) return own;
  const { items, additionalProperties, anyOf = [], oneOf = [] } = schema;
  const below = [items, additionalProperties, ...anyOf, ...oneOf];
  for (const one of below) {
    const found = typeof one === 'object' ? fieldOf(one, name) : undefined;
    if (found) return found;
  }
  return undefined;
}
