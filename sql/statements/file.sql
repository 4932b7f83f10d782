-- file.sql: pictures and documents (lib/store/attach.h), as those who edit keep them; what the public gets of them is in record.sql.

-- :name insert_file
INSERT INTO file (digest, type, bytes, width, height, pages, tagged, title, created_at)
VALUES (:digest, :type, :bytes, :width, :height, :pages, :tagged, :title, :now)
ON CONFLICT (digest) DO NOTHING;

-- :name insert_picture_size
INSERT INTO picture_size (picture, file) VALUES (:picture, :file)
ON CONFLICT (picture, file) DO NOTHING;

-- :name insert_upload
INSERT INTO upload (account, file, at) VALUES (:account, :file, :now)
ON CONFLICT (account, file) DO UPDATE SET at = excluded.at;

-- :name list_files
-- All that there should be, for medverk check.
SELECT digest, bytes FROM file WHERE digest > :digest ORDER BY digest LIMIT 500;

-- :name delete_attachments
DELETE FROM attachment WHERE record = :record;

-- :name insert_attachments
-- Files in order by field, as JSON: {"pictures": [{"file": "…", "text": "…"}]}.
INSERT INTO attachment (record, field, position, file, text, text_en, decorative, focus)
SELECT :record, f.key, t.key, json_extract(t.value, '$.file'), json_extract(t.value, '$.text'),
    json_extract(t.value, '$.text_en'), json_extract(t.value, '$.decorative'), json_extract(t.value, '$.focus')
FROM json_each(:attachments) AS f CROSS JOIN json_each(f.value) AS t;

-- :name list_attachments
SELECT file, text, text_en, decorative AS "decorative?", focus FROM attachment
WHERE record = :record AND field = :field ORDER BY position LIMIT 64;

-- :name find_file
SELECT type, bytes, width, height, pages, tagged, title FROM file WHERE digest = :digest;

-- :name find_small_size
-- The narrowest of a picture.
SELECT s.file FROM picture_size AS s JOIN file AS f ON f.digest = s.file
WHERE s.picture = :picture ORDER BY f.width, s.file LIMIT 1;

-- :name is_size_of
SELECT count(*) FROM picture_size WHERE picture = :picture AND file = :file;

-- :name is_uploaded
-- Has the account sent this file, or the picture that it is a size of?
SELECT count(*) FROM upload AS u
WHERE u.account = :account
  AND (u.file = :file OR u.file IN (SELECT picture FROM picture_size WHERE file = :file));
