// data_table.tsx - the table of Ant Design as the house uses it: small, whole, and scrolled by keyboard where it is too wide.
// On a phone each row is a card: what it is called (the column whose key is "name", or the first), then every figure beside
// its name; the column whose key is "action" holds buttons.
import { Table, type TableColumnType, type TableProps } from 'antd';
import { useEffect, useRef, useState, type Key, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWide } from './media';
import { Empty, SkeletonRows } from './states';
import './data_table.css';

interface Properties<Row> extends TableProps<Row> {
  columns: TableColumnType<Row>[];
  dataSource: Row[];
}

const cards_at_once = 50;

function cellOf<Row extends object>(column: TableColumnType<Row>, row: Row, place: number): ReactNode {
  const value = column.dataIndex === undefined ? undefined : (row as Record<string, unknown>)[String(column.dataIndex)];
  return column.render ? (column.render(value, row, place) as ReactNode) : (value as ReactNode);
}

const isBlank = (cell: ReactNode) => cell === undefined || cell === null || cell === '' || cell === false;

/** Columns of buttons have no name to stand beside. */
const isAction = ({ key }: { key?: Key }) => key === 'action';

function Card<Row extends object>({ row, place, columns }: { row: Row; place: number; columns: TableColumnType<Row>[] }) {
  const first = columns.find(({ key }) => key === 'name') ?? columns[0];
  if (!first) return null;
  const others = columns.filter((column) => column !== first);
  return (
    <li className="data-card">
      <div className="data-card-name">{cellOf(first, row, place)}</div>
      <dl>
        {others.map((column, number) => {
          const cell = cellOf(column, row, place);
          if (isAction(column) || isBlank(cell)) return null;
          return (
            <div key={number}>
              <dt>{column.title as ReactNode}</dt>
              <dd className={column.className}>{cell}</dd>
            </div>
          );
        })}
      </dl>
      {others.filter(isAction).map((column, number) => (
        <div key={number} className="data-card-end">
          {cellOf(column, row, place)}
        </div>
      ))}
    </li>
  );
}

function Cards<Row extends object>({ rowKey, loading, locale, dataSource, columns, className }: Properties<Row>) {
  const { t } = useTranslation();
  const [most, setMost] = useState(cards_at_once);
  const keyOf = (row: Row, place: number): Key => {
    if (typeof rowKey === 'function') return rowKey(row, place);
    return ((row as Record<string, unknown>)[String(rowKey ?? 'key')] as Key | undefined) ?? place;
  };
  if (loading) return <SkeletonRows rows={4} />;
  if (dataSource.length === 0) {
    return (
      <div className="panel">
        <Empty title={(locale?.emptyText as string | undefined) ?? t('state.nothing')} />
      </div>
    );
  }
  return (
    <>
      <ul className={`rows panel ${className ?? ''}`}>
        {dataSource.slice(0, most).map((row, place) => (
          <Card key={keyOf(row, place)} row={row} place={place} columns={columns} />
        ))}
      </ul>
      {dataSource.length > most && (
        <button type="button" className="button wide" onClick={() => setMost(most + cards_at_once)}>
          {t('my.more')}
        </button>
      )}
    </>
  );
}

export function DataTable<Row extends object>(properties: Properties<Row>) {
  const isWide = useWide();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const content of frame.current?.querySelectorAll<HTMLElement>('.ant-table-content') ?? []) content.tabIndex = 0;
  });
  if (!isWide) return <Cards {...properties} />;
  return (
    <div ref={frame} className="data-table">
      <Table<Row> size="small" pagination={false} {...properties} />
    </div>
  );
}
