import { describe, expect, it } from 'vitest';
import { columnsOf, isUnread, readAs } from '../src/features/import/readings';

const title = { name: '标题', member: 'title' };
const fields = { name: '技术领域', member: 'fields' };
const contact = { name: '', member: '', fault: '没有这个列名' };
const columns = [title, fields, contact];

describe('a column whose name is unknown', () => {
  it('waits until somebody says what it is', () => expect(columns.map((column, place) => isUnread(column, place, {}))).toEqual([false, false, true]));
  it('may be left out, when that is said', () => expect(isUnread(contact, 2, { 2: '' })).toBe(false));
});

describe('another reading', () => {
  it('takes the name from the column that had it', () => expect(readAs(columns, {}, 2, '标题')).toEqual({ 0: '', 2: '标题' }));
  it('left out twice is no conflict', () => expect(readAs(columns, { 0: '' }, 2, '')).toEqual({ 0: '', 2: '' }));
});

describe('what the hub is told', () => {
  it('nothing, while it is right', () => expect(columnsOf(columns, {})).toBeUndefined());
  it('every column, once one is changed', () => expect(columnsOf(columns, { 2: '内部编号' })).toEqual(['标题', '技术领域', '内部编号']));
});
