-- account.sql: who keeps the directory, and who is signed in. Asked by the command and the pages of the
-- administration only.

-- :name find_account_by_email
SELECT a.id, a.email, a.name, a.role, a.password, a.disabled, f.on_since
FROM account AS a LEFT JOIN factor AS f ON f.account = a.id WHERE a.email = :email;

-- :name find_account
SELECT a.id, a.email, a.name, a.role, a.password, a.disabled, f.on_since
FROM account AS a LEFT JOIN factor AS f ON f.account = a.id WHERE a.id = :account AND a.erased IS NULL;

-- :name list_accounts
-- :scan there are some tens of them
SELECT a.id AS number, a.email, a.name, a.role, a.disabled AS "disabled?", a.password IS NULL AS "invited?",
       substr(a.signed_in_at, 1, 10) AS signed_in_on, substr(a.created_at, 1, 10) AS created_on,
       f.on_since IS NOT NULL AS "two_steps?"
FROM account AS a LEFT JOIN factor AS f ON f.account = a.id
WHERE a.erased IS NULL
ORDER BY a.email;

-- :name insert_account
INSERT INTO account (email, name, role, created_at) VALUES (:email, :name, :role, :now);

-- :name update_account
UPDATE account SET name = :name, role = :role, disabled = :disabled WHERE id = :account;

-- :name update_account_erased
-- An address that nobody has (RFC 2606), since there is one.
UPDATE account SET email = 'erased-' || id || '@' || 'erased.invalid', name = :name, password = NULL, signed_in_at = NULL, disabled = 1, erased = 1
WHERE id = :account;

-- :name update_password
UPDATE account SET password = :password WHERE id = :account;

-- :name update_sign_in
UPDATE account SET signed_in_at = :now WHERE id = :account;

-- :name count_administrators
-- Who could still let others in, but for one.
-- :scan there are some tens of them
SELECT count(*) FROM account WHERE role = 'administrator' AND disabled IS NULL AND id <> :account;

-- :name list_account_municipalities
SELECT a.municipality AS ".id", r.code AS id, r.name FROM account_municipality AS a
JOIN record AS r ON r.id = a.municipality
WHERE a.account = :account ORDER BY a.municipality;

-- :name list_municipalities_of_accounts
-- :scan there are some tens of them
SELECT a.account AS ".account", r.code AS id, r.name FROM account_municipality AS a
JOIN account AS o ON o.id = a.account AND o.erased IS NULL
JOIN record AS r ON r.id = a.municipality
ORDER BY o.email, a.municipality;

-- :name list_municipality_choices
SELECT id AS number, code AS id, name FROM record
WHERE kind = 'municipality' AND state = 'published' ORDER BY name_key LIMIT 500;

-- :name insert_account_municipality
INSERT INTO account_municipality (account, municipality) VALUES (:account, :municipality);

-- :name delete_account_municipalities
DELETE FROM account_municipality WHERE account = :account;

-- :name find_session
-- The session of a token that has neither been left alone nor lasted too long.
SELECT s.id, s.account, s.proved_at >= strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-' || :proof || ' seconds')
FROM session AS s JOIN account AS a ON a.id = s.account
WHERE s.token_hash = :token_hash AND a.disabled IS NULL
  AND s.seen_at > strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-' || :idle || ' seconds')
  AND s.created_at > strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-' || :longest || ' seconds');

-- :name list_sessions
SELECT id, client, created_at, seen_at, id = :session AS "this?" FROM session
WHERE account = :account ORDER BY seen_at DESC, id DESC LIMIT 50;

-- :name insert_session
INSERT INTO session (token_hash, account, client, created_at, seen_at, proved_at)
VALUES (:token_hash, :account, :client, :now, :now, :now);

-- :name update_session_seen
UPDATE session SET seen_at = :now
WHERE id = :session AND seen_at < strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-' || :often || ' seconds');

-- :name update_session_proof
UPDATE session SET proved_at = :now, seen_at = :now WHERE id = :session;

-- :name delete_session
DELETE FROM session WHERE id = :session AND account = :account;

-- :name delete_sessions
-- All of an account but one (0: none is kept).
DELETE FROM session WHERE account = :account AND id <> :session;

-- :name delete_ended_sessions
-- :scan a few rows, once in a while
DELETE FROM session
WHERE seen_at <= strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-' || :idle || ' seconds')
   OR created_at <= strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-' || :longest || ' seconds');

-- :name insert_ticket
INSERT INTO ticket (token_hash, account, purpose, ends_at)
VALUES (:token_hash, :account, :purpose, strftime('%Y-%m-%dT%H:%M:%SZ', :now, '+' || :lasts || ' seconds'));

-- :name find_ticket
SELECT t.account, t.purpose FROM ticket AS t JOIN account AS a ON a.id = t.account
WHERE t.token_hash = :token_hash AND t.ends_at > :now AND a.disabled IS NULL;

-- :name delete_tickets
DELETE FROM ticket WHERE account = :account;

-- :name insert_half_session
INSERT INTO half_session (token_hash, account, ends_at)
VALUES (:token_hash, :account, strftime('%Y-%m-%dT%H:%M:%SZ', :now, '+' || :lasts || ' seconds'));

-- :name find_half_session
SELECT h.account FROM half_session AS h JOIN account AS a ON a.id = h.account
WHERE h.token_hash = :token_hash AND h.ends_at > :now AND a.disabled IS NULL;

-- :name delete_half_sessions
DELETE FROM half_session WHERE account = :account;

-- :name delete_ended_half_sessions
-- :scan a few rows, once in a while
DELETE FROM half_session WHERE ends_at <= :now;

-- :name find_factor
SELECT f.sealed, f.last_step, f.on_since, (SELECT count(*) FROM recovery_code AS c WHERE c.account = f.account)
FROM factor AS f WHERE f.account = :account;

-- :name insert_factor
INSERT INTO factor (account, sealed) VALUES (:account, :sealed);

-- :name update_factor_step
UPDATE factor SET last_step = :step, on_since = coalesce(on_since, :now) WHERE account = :account;

-- :name delete_factor
DELETE FROM factor WHERE account = :account;

-- :name insert_recovery_code
INSERT INTO recovery_code (account, code_hash) VALUES (:account, :code_hash);

-- :name find_recovery_code
SELECT 1 FROM recovery_code WHERE account = :account AND code_hash = :code_hash;

-- :name delete_recovery_code
DELETE FROM recovery_code WHERE account = :account AND code_hash = :code_hash;

-- :name delete_recovery_codes
DELETE FROM recovery_code WHERE account = :account;

-- :name list_sealed
-- :scan as many as there are accounts
SELECT account, sealed FROM factor ORDER BY account LIMIT 10000;
