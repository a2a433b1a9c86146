-- Several ERP folders may share a ledger: each file's receipts are written where it was dropped. Null: from before.
alter table erp_file add column drop_id text;
