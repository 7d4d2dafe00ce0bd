// data_table.tsx - the table of Ant Design as the house uses it: small, whole, and scrolled by keyboard where it is too wide.
import { Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';

export function DataTable<Row extends object>(properties: TableProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const content of frame.current?.querySelectorAll<HTMLElement>('.ant-table-content') ?? []) content.tabIndex = 0;
  });
  return (
    <div ref={frame}>
      <Table<Row> size="small" pagination={false} {...properties} />
    </div>
  );
}
