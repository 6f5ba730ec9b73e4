PRAGMA application_id = 1131179348;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0007');
CREATE TABLE article (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	text VARCHAR NOT NULL, 
	opened_from VARCHAR NOT NULL, 
	source_id INTEGER NOT NULL, 
	CONSTRAINT fk_article_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT uq_article_digest UNIQUE (digest)
);
INSERT INTO "article" VALUES(1,1,'2025-07-11T12:00:11.000000Z','2025-07-11T12:00:11.000000Z','bd62d951850c660d2b80b15b43c91c68f500f1d6bcf1a3c4b8f4fbc65871f81e','The ferry opens next week. It is the largest.','ferry.html',4);
CREATE TABLE citation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	claim_id INTEGER NOT NULL, 
	source_id INTEGER, 
	role VARCHAR(20) NOT NULL, 
	quote VARCHAR NOT NULL, 
	quote_prefix VARCHAR NOT NULL, 
	quote_suffix VARCHAR NOT NULL, 
	via VARCHAR NOT NULL, 
	CONSTRAINT fk_citation_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_citation_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "citation" VALUES(1,1,'2025-07-11T12:00:00.000000Z','2025-07-11T12:00:00.000000Z',1,1,'states','la semaine prochaine','','','');
INSERT INTO "citation" VALUES(2,1,'2025-07-11T12:00:02.000000Z','2025-07-11T12:00:02.000000Z',1,2,'supports','','','','');
INSERT INTO "citation" VALUES(3,1,'2025-07-11T12:00:03.000000Z','2025-07-11T12:00:03.000000Z',1,3,'supports','','','','');
INSERT INTO "citation" VALUES(4,1,'2025-07-11T12:00:11.000000Z','2025-07-11T12:00:11.000000Z',5,4,'states','The ferry opens next week.','','','');
CREATE TABLE claim (
	statement VARCHAR(500) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	said_on DATE NOT NULL, 
	language VARCHAR(12) NOT NULL, 
	due_text VARCHAR(200) NOT NULL, 
	due_start DATE, 
	due_end DATE, 
	due_grain VARCHAR(12) NOT NULL, 
	due_open VARCHAR(12) NOT NULL, 
	due_rule VARCHAR(80) NOT NULL, 
	due_edtf VARCHAR(40) NOT NULL, 
	criteria VARCHAR(2000) NOT NULL, 
	review_on DATE, 
	notes VARCHAR(20000) NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	speaker_id INTEGER, 
	subject_id INTEGER, 
	revises_id INTEGER, 
	depends_on_id INTEGER, trashed_at VARCHAR(27), 
	CONSTRAINT fk_claim_depends_on_id FOREIGN KEY(depends_on_id) REFERENCES claim (id), 
	CONSTRAINT fk_claim_revises_id FOREIGN KEY(revises_id) REFERENCES claim (id), 
	CONSTRAINT fk_claim_speaker_id FOREIGN KEY(speaker_id) REFERENCES speaker (id), 
	CONSTRAINT fk_claim_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id)
);
INSERT INTO "claim" VALUES('The open model ships next week','release','2025-07-11','en','bientôt','2025-07-14','2025-07-20','','','','','',NULL,'',1,2,'2025-07-11T12:00:00.000000Z','2025-07-11T12:00:02.000000Z',1,1,NULL,NULL,NULL);
INSERT INTO "claim" VALUES('It ships in August','release','2025-07-11','en','','2025-08-01','2025-08-31','','','','','',NULL,'A line
and another, with ''quotes''; and a -- dash',2,1,'2025-07-11T12:00:01.000000Z','2025-07-11T12:00:01.000000Z',1,NULL,1,NULL,NULL);
INSERT INTO "claim" VALUES('In the trash','release','2025-07-11','en','',NULL,NULL,'','','','','',NULL,'',4,2,'2025-07-11T12:00:09.000000Z','2025-07-11T12:00:10.000000Z',1,NULL,NULL,NULL,'2025-07-11T12:00:10.000000Z');
INSERT INTO "claim" VALUES('The ferry opens','release','2025-07-11','en','',NULL,NULL,'','','','','',NULL,'',5,1,'2025-07-11T12:00:11.000000Z','2025-07-11T12:00:11.000000Z',1,NULL,NULL,NULL,NULL);
CREATE TABLE claim_tag (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	claim_id INTEGER NOT NULL, 
	tag_id INTEGER NOT NULL, 
	CONSTRAINT fk_claim_tag_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_claim_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id), 
	CONSTRAINT uq_claim_tag_claim_id UNIQUE (claim_id, tag_id)
);
INSERT INTO "claim_tag" VALUES(1,1,'2025-07-11T12:00:00.000000Z','2025-07-11T12:00:00.000000Z',1,1);
CREATE TABLE credence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	claim_id INTEGER NOT NULL, 
	probability FLOAT NOT NULL, 
	stated_on DATE NOT NULL, 
	stated_by VARCHAR NOT NULL, 
	CONSTRAINT fk_credence_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id)
);
INSERT INTO "credence" VALUES(1,1,'2025-07-11T12:00:04.000000Z','2025-07-11T12:00:04.000000Z',2,0.7,'2025-07-11','ada');
CREATE TABLE journal_batch (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	made_at VARCHAR(27) NOT NULL, 
	made_by VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	undoes_id INTEGER, 
	redoes_id INTEGER, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT fk_journal_batch_redoes_id FOREIGN KEY(redoes_id) REFERENCES journal_batch (id), 
	CONSTRAINT fk_journal_batch_undoes_id FOREIGN KEY(undoes_id) REFERENCES journal_batch (id)
);
INSERT INTO "journal_batch" VALUES(1,'2025-07-11T12:00:00.000000Z','ada','add claim 1 “The open model ships next week”',NULL,NULL,'6e04e7520f0ffd0a75a319fd65c73796ee90c4bfc9d6d79fb3f0eb0bef4a086c');
INSERT INTO "journal_batch" VALUES(2,'2025-07-11T12:00:01.000000Z','ada','add claim 2 “It ships in August”',NULL,NULL,'b5505b486a45d79af78499a75cb6b7ba634f528710baf50a78eee32ba77430ad');
INSERT INTO "journal_batch" VALUES(3,'2025-07-11T12:00:02.000000Z','ada','add a source to claim 1 “The open model ships next week”',NULL,NULL,'63b8694d551445876517b389c3188a1429a5c2dab36f38c6230ac3f9c61a8575');
INSERT INTO "journal_batch" VALUES(4,'2025-07-11T12:00:03.000000Z','ada','mark claim 1 “came true late”',NULL,NULL,'d16479f8caf5e54b7574714ade48ebbf977cce0bf6f2cf7725dab579f59b92f7');
INSERT INTO "journal_batch" VALUES(5,'2025-07-11T12:00:04.000000Z','ada','state 70 % for claim 2 “It ships in August”',NULL,NULL,'cf280ea8cf986f5d2a19a0cae5e4e20bcd7b5797dd14e0beccc92f89369948d1');
INSERT INTO "journal_batch" VALUES(6,'2025-07-11T12:00:05.000000Z','ada','',NULL,NULL,'ac2ecdd69129b810ea05b57b1f6a48f6ca5bb36485de2e1b6c656afcd0409bd4');
INSERT INTO "journal_batch" VALUES(7,'2025-07-11T12:00:06.000000Z','ada','save the view “Late models”',NULL,NULL,'c84f0bf52e9de161cb9770f2ce057e89eed556b2a8b553eba85c2d9ea3328c9b');
INSERT INTO "journal_batch" VALUES(8,'2025-07-11T12:00:07.000000Z','ada','add claim 3 “Taken back”',NULL,NULL,'4fa52047c99ad14fd0719b87e52e75d239bc87108bba7564090168617d793377');
INSERT INTO "journal_batch" VALUES(9,'2025-07-11T12:00:08.000000Z','ada','undo: add claim 3 “Taken back”',8,NULL,'d5000c56ad1a554ffe1bd1fa825b788e0d56bb201065c0b364c807eb91a41c44');
INSERT INTO "journal_batch" VALUES(10,'2025-07-11T12:00:09.000000Z','ada','add claim 4 “In the trash”',NULL,NULL,'c88710bc679309f8815d7efe8c6497642c38a7054c9a6e5adf19dc19a0f7e7fc');
INSERT INTO "journal_batch" VALUES(11,'2025-07-11T12:00:10.000000Z','ada','move claim 4 “In the trash” to the trash',NULL,NULL,'0c9aa321a87ab77c650f953275329b608ca7c5cf51da5d3daa1e44ccec224b91');
INSERT INTO "journal_batch" VALUES(12,'2025-07-11T12:00:11.000000Z','ada','add claim 5 “The ferry opens”',NULL,NULL,'7a90f9c660654603f338a54c171edb7c5d0da18c5c2bb539d8a79ec439be9200');
INSERT INTO "journal_batch" VALUES(13,'2025-07-11T12:00:12.000000Z','ada','skip 1 sentence of “The ferry waits”',NULL,NULL,'a1096100e068e825d2701b29dc0fafadd3befa99381552c12facfeb64c2a48d6');
CREATE TABLE journal_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	batch_id INTEGER NOT NULL, 
	table_name VARCHAR(40) NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	CONSTRAINT fk_journal_entry_batch_id FOREIGN KEY(batch_id) REFERENCES journal_batch (id)
);
INSERT INTO "journal_entry" VALUES(1,1,'speaker',1,NULL,'{"created_at": "2025-07-11T12:00:00Z", "id": 1, "name": "Sam Altman", "name_key": "sam altman", "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(2,1,'subject',1,NULL,'{"created_at": "2025-07-11T12:00:00Z", "id": 1, "name": "Open model", "name_key": "open model", "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(3,1,'claim',1,NULL,'{"created_at": "2025-07-11T12:00:00Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": "2025-07-20", "due_grain": "", "due_open": "", "due_rule": "", "due_start": "2025-07-14", "due_text": "bientôt", "id": 1, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "The open model ships next week", "subject_id": 1, "trashed_at": null, "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(4,1,'source',1,NULL,'{"archive_url": "", "author": "", "created_at": "2025-07-11T12:00:00Z", "id": 1, "language": "", "published_on": null, "publisher": "", "title": "L''Œuvre", "type": "", "updated_at": "2025-07-11T12:00:00Z", "url": "", "version": 1}');
INSERT INTO "journal_entry" VALUES(5,1,'citation',1,NULL,'{"claim_id": 1, "created_at": "2025-07-11T12:00:00Z", "id": 1, "quote": "la semaine prochaine", "quote_prefix": "", "quote_suffix": "", "role": "states", "source_id": 1, "updated_at": "2025-07-11T12:00:00Z", "version": 1, "via": ""}');
INSERT INTO "journal_entry" VALUES(6,1,'tag',1,NULL,'{"created_at": "2025-07-11T12:00:00Z", "id": 1, "name": "été", "name_key": "été", "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(7,1,'claim_tag',1,NULL,'{"claim_id": 1, "created_at": "2025-07-11T12:00:00Z", "id": 1, "tag_id": 1, "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(8,2,'claim',2,NULL,'{"created_at": "2025-07-11T12:00:01Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": "2025-08-31", "due_grain": "", "due_open": "", "due_rule": "", "due_start": "2025-08-01", "due_text": "", "id": 2, "kind": "release", "language": "en", "notes": "A line\nand another, with ''quotes''; and a -- dash", "review_on": null, "revises_id": 1, "said_on": "2025-07-11", "speaker_id": 1, "statement": "It ships in August", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:01Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(9,3,'source',2,NULL,'{"archive_url": "", "author": "", "created_at": "2025-07-11T12:00:02Z", "id": 2, "language": "", "published_on": null, "publisher": "", "title": "Another", "type": "", "updated_at": "2025-07-11T12:00:02Z", "url": "https://example.org/2", "version": 1}');
INSERT INTO "journal_entry" VALUES(10,3,'citation',2,NULL,'{"claim_id": 1, "created_at": "2025-07-11T12:00:02Z", "id": 2, "quote": "", "quote_prefix": "", "quote_suffix": "", "role": "supports", "source_id": 2, "updated_at": "2025-07-11T12:00:02Z", "version": 1, "via": ""}');
INSERT INTO "journal_entry" VALUES(11,3,'claim',1,'{"created_at": "2025-07-11T12:00:00Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": "2025-07-20", "due_grain": "", "due_open": "", "due_rule": "", "due_start": "2025-07-14", "due_text": "bientôt", "id": 1, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "The open model ships next week", "subject_id": 1, "trashed_at": null, "updated_at": "2025-07-11T12:00:00Z", "version": 1}','{"created_at": "2025-07-11T12:00:00Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": "2025-07-20", "due_grain": "", "due_open": "", "due_rule": "", "due_start": "2025-07-14", "due_text": "bientôt", "id": 1, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "The open model ships next week", "subject_id": 1, "trashed_at": null, "updated_at": "2025-07-11T12:00:02Z", "version": 2}');
INSERT INTO "journal_entry" VALUES(12,4,'source',3,NULL,'{"archive_url": "", "author": "", "created_at": "2025-07-11T12:00:03Z", "id": 3, "language": "", "published_on": null, "publisher": "", "title": "", "type": "", "updated_at": "2025-07-11T12:00:03Z", "url": "https://example.org/3", "version": 1}');
INSERT INTO "journal_entry" VALUES(13,4,'citation',3,NULL,'{"claim_id": 1, "created_at": "2025-07-11T12:00:03Z", "id": 3, "quote": "", "quote_prefix": "", "quote_suffix": "", "role": "supports", "source_id": 3, "updated_at": "2025-07-11T12:00:03Z", "version": 1, "via": ""}');
INSERT INTO "journal_entry" VALUES(14,4,'verdict',1,NULL,'{"claim_id": 1, "created_at": "2025-07-11T12:00:03Z", "decided_by": "ada", "decided_on": "2025-07-11", "evidence_id": 3, "id": 1, "occurred_on": "2025-07-11", "reason": "", "updated_at": "2025-07-11T12:00:03Z", "verdict": "late", "version": 1}');
INSERT INTO "journal_entry" VALUES(15,5,'credence',1,NULL,'{"claim_id": 2, "created_at": "2025-07-11T12:00:04Z", "id": 1, "probability": 0.7, "stated_by": "ada", "stated_on": "2025-07-11", "updated_at": "2025-07-11T12:00:04Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(16,6,'speaker_alias',1,NULL,'{"created_at": "2025-07-11T12:00:05Z", "id": 1, "name": "S. Altman", "name_key": "s. altman", "speaker_id": 1, "updated_at": "2025-07-11T12:00:05Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(17,7,'saved_view',1,NULL,'{"created_at": "2025-07-11T12:00:06Z", "filter": "status:late", "id": 1, "name": "Late models", "name_key": "late models", "position": 1, "updated_at": "2025-07-11T12:00:06Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(18,8,'claim',3,NULL,'{"created_at": "2025-07-11T12:00:07Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 3, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "Taken back", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:07Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(19,8,'tag',2,NULL,'{"created_at": "2025-07-11T12:00:07Z", "id": 2, "name": "gone", "name_key": "gone", "updated_at": "2025-07-11T12:00:07Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(20,8,'claim_tag',2,NULL,'{"claim_id": 3, "created_at": "2025-07-11T12:00:07Z", "id": 2, "tag_id": 2, "updated_at": "2025-07-11T12:00:07Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(21,9,'claim_tag',2,'{"claim_id": 3, "created_at": "2025-07-11T12:00:07Z", "id": 2, "tag_id": 2, "updated_at": "2025-07-11T12:00:07Z", "version": 1}',NULL);
INSERT INTO "journal_entry" VALUES(22,9,'tag',2,'{"created_at": "2025-07-11T12:00:07Z", "id": 2, "name": "gone", "name_key": "gone", "updated_at": "2025-07-11T12:00:07Z", "version": 1}',NULL);
INSERT INTO "journal_entry" VALUES(23,9,'claim',3,'{"created_at": "2025-07-11T12:00:07Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 3, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "Taken back", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:07Z", "version": 1}',NULL);
INSERT INTO "journal_entry" VALUES(24,10,'claim',4,NULL,'{"created_at": "2025-07-11T12:00:09Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 4, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "In the trash", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:09Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(25,11,'claim',4,'{"created_at": "2025-07-11T12:00:09Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 4, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "In the trash", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:09Z", "version": 1}','{"created_at": "2025-07-11T12:00:09Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 4, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "In the trash", "subject_id": null, "trashed_at": "2025-07-11T12:00:10Z", "updated_at": "2025-07-11T12:00:10Z", "version": 2}');
INSERT INTO "journal_entry" VALUES(26,12,'source',4,NULL,'{"archive_url": "", "author": "", "created_at": "2025-07-11T12:00:11Z", "id": 4, "language": "", "published_on": null, "publisher": "", "title": "The ferry waits", "type": "", "updated_at": "2025-07-11T12:00:11Z", "url": "https://example.org/ferry", "version": 1}');
INSERT INTO "journal_entry" VALUES(27,12,'article',1,NULL,'{"created_at": "2025-07-11T12:00:11Z", "digest": "bd62d951850c660d2b80b15b43c91c68f500f1d6bcf1a3c4b8f4fbc65871f81e", "id": 1, "opened_from": "ferry.html", "source_id": 4, "text": "The ferry opens next week. It is the largest.", "updated_at": "2025-07-11T12:00:11Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(28,12,'claim',5,NULL,'{"created_at": "2025-07-11T12:00:11Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 5, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "The ferry opens", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:11Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(29,12,'citation',4,NULL,'{"claim_id": 5, "created_at": "2025-07-11T12:00:11Z", "id": 4, "quote": "The ferry opens next week.", "quote_prefix": "", "quote_suffix": "", "role": "states", "source_id": 4, "updated_at": "2025-07-11T12:00:11Z", "version": 1, "via": ""}');
INSERT INTO "journal_entry" VALUES(30,12,'passage',1,NULL,'{"article_id": 1, "claim_id": 5, "created_at": "2025-07-11T12:00:11Z", "ends_at": 26, "id": 1, "outcome": "kept", "starts_at": 0, "updated_at": "2025-07-11T12:00:11Z", "version": 1}');
INSERT INTO "journal_entry" VALUES(31,13,'passage',2,NULL,'{"article_id": 1, "claim_id": null, "created_at": "2025-07-11T12:00:12Z", "ends_at": 45, "id": 2, "outcome": "skipped", "starts_at": 27, "updated_at": "2025-07-11T12:00:12Z", "version": 1}');
CREATE TABLE passage (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	article_id INTEGER NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	claim_id INTEGER, 
	CONSTRAINT fk_passage_article_id FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_passage_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id)
);
INSERT INTO "passage" VALUES(1,1,'2025-07-11T12:00:11.000000Z','2025-07-11T12:00:11.000000Z',1,0,26,'kept',5);
INSERT INTO "passage" VALUES(2,1,'2025-07-11T12:00:12.000000Z','2025-07-11T12:00:12.000000Z',1,27,45,'skipped',NULL);
CREATE TABLE saved_view (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	filter VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT uq_saved_view_name_key UNIQUE (name_key)
);
INSERT INTO "saved_view" VALUES(1,1,'2025-07-11T12:00:06.000000Z','2025-07-11T12:00:06.000000Z','Late models','late models','status:late',1);
CREATE TABLE search_term (
	term VARCHAR NOT NULL, 
	claims INTEGER NOT NULL, 
	CONSTRAINT pk_search_term PRIMARY KEY (term)
)
 WITHOUT ROWID

;
INSERT INTO "search_term" VALUES('a',1);
INSERT INTO "search_term" VALUES('altman',4);
INSERT INTO "search_term" VALUES('and',1);
INSERT INTO "search_term" VALUES('another',2);
INSERT INTO "search_term" VALUES('august',1);
INSERT INTO "search_term" VALUES('bientot',1);
INSERT INTO "search_term" VALUES('dash',1);
INSERT INTO "search_term" VALUES('ferry',1);
INSERT INTO "search_term" VALUES('in',2);
INSERT INTO "search_term" VALUES('it',1);
INSERT INTO "search_term" VALUES('l',1);
INSERT INTO "search_term" VALUES('la',1);
INSERT INTO "search_term" VALUES('line',1);
INSERT INTO "search_term" VALUES('model',1);
INSERT INTO "search_term" VALUES('next',2);
INSERT INTO "search_term" VALUES('oeuvre',1);
INSERT INTO "search_term" VALUES('open',1);
INSERT INTO "search_term" VALUES('opens',1);
INSERT INTO "search_term" VALUES('prochaine',1);
INSERT INTO "search_term" VALUES('quotes',1);
INSERT INTO "search_term" VALUES('sam',4);
INSERT INTO "search_term" VALUES('semaine',1);
INSERT INTO "search_term" VALUES('ships',2);
INSERT INTO "search_term" VALUES('the',3);
INSERT INTO "search_term" VALUES('trash',1);
INSERT INTO "search_term" VALUES('waits',1);
INSERT INTO "search_term" VALUES('week',2);
INSERT INTO "search_term" VALUES('with',1);
CREATE TABLE search_text (
	claim_id INTEGER NOT NULL, 
	statement VARCHAR NOT NULL, 
	around VARCHAR NOT NULL, 
	CONSTRAINT pk_search_text PRIMARY KEY (claim_id)
);
INSERT INTO "search_text" VALUES(1,'¶ the open model ships next week ¶','¶ sam altman ¶ open model ¶ bientot ¶ la semaine prochaine ¶ l oeuvre ¶ another ¶');
INSERT INTO "search_text" VALUES(2,'¶ it ships in august ¶','¶ sam altman ¶ a line and another with quotes and a dash ¶');
INSERT INTO "search_text" VALUES(4,'¶ in the trash ¶','¶ sam altman ¶');
INSERT INTO "search_text" VALUES(5,'¶ the ferry opens ¶','¶ sam altman ¶ the ferry opens next week ¶ the ferry waits ¶');
CREATE TABLE source (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	title VARCHAR NOT NULL, 
	publisher VARCHAR NOT NULL, 
	author VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	archive_url VARCHAR NOT NULL, 
	published_on DATE, 
	language VARCHAR NOT NULL, 
	type VARCHAR NOT NULL
);
INSERT INTO "source" VALUES(1,1,'2025-07-11T12:00:00.000000Z','2025-07-11T12:00:00.000000Z','L''Œuvre','','','','',NULL,'','');
INSERT INTO "source" VALUES(2,1,'2025-07-11T12:00:02.000000Z','2025-07-11T12:00:02.000000Z','Another','','','https://example.org/2','',NULL,'','');
INSERT INTO "source" VALUES(3,1,'2025-07-11T12:00:03.000000Z','2025-07-11T12:00:03.000000Z','','','','https://example.org/3','',NULL,'','');
INSERT INTO "source" VALUES(4,1,'2025-07-11T12:00:11.000000Z','2025-07-11T12:00:11.000000Z','The ferry waits','','','https://example.org/ferry','',NULL,'','');
CREATE TABLE speaker (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	CONSTRAINT uq_speaker_name_key UNIQUE (name_key)
);
INSERT INTO "speaker" VALUES(1,1,'2025-07-11T12:00:00.000000Z','2025-07-11T12:00:00.000000Z','Sam Altman','sam altman');
CREATE TABLE speaker_alias (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	speaker_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	CONSTRAINT fk_speaker_alias_speaker_id FOREIGN KEY(speaker_id) REFERENCES speaker (id), 
	CONSTRAINT uq_speaker_alias_name_key UNIQUE (name_key)
);
INSERT INTO "speaker_alias" VALUES(1,1,'2025-07-11T12:00:05.000000Z','2025-07-11T12:00:05.000000Z',1,'S. Altman','s. altman');
CREATE TABLE "standing" (
	claim_id INTEGER NOT NULL, 
	thread_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	due_from DATE, 
	moved VARCHAR(20) NOT NULL, 
	verdict_id INTEGER, 
	verdict VARCHAR(20) NOT NULL, 
	slips INTEGER NOT NULL, 
	slip_days INTEGER NOT NULL, 
	said_on DATE NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	fixed_status VARCHAR(20) NOT NULL, 
	is_trashed BOOLEAN NOT NULL, 
	speaker_id INTEGER, 
	subject_id INTEGER, 
	due_start DATE, 
	due_end DATE, 
	review_on DATE, 
	comes_back_on DATE, 
	is_settled BOOLEAN NOT NULL, 
	on_time BOOLEAN, 
	lead_days INTEGER, 
	CONSTRAINT pk_standing PRIMARY KEY (claim_id), 
	CONSTRAINT fk_standing_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id) ON DELETE CASCADE
);
INSERT INTO "standing" VALUES(1,1,0,'2025-07-14','rescheduled',1,'late',1,42,'2025-07-11','release','late',0,1,1,'2025-07-14','2025-07-20',NULL,NULL,1,0,9);
INSERT INTO "standing" VALUES(2,1,1,'2025-08-01','',NULL,'',1,42,'2025-07-11','release','',0,1,NULL,'2025-08-01','2025-08-31',NULL,'2025-08-01',0,0,51);
INSERT INTO "standing" VALUES(4,4,0,NULL,'',NULL,'',0,0,'2025-07-11','release','',1,1,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "standing" VALUES(5,5,0,NULL,'',NULL,'',0,0,'2025-07-11','release','',0,1,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL);
CREATE TABLE subject (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	CONSTRAINT uq_subject_name_key UNIQUE (name_key)
);
INSERT INTO "subject" VALUES(1,1,'2025-07-11T12:00:00.000000Z','2025-07-11T12:00:00.000000Z','Open model','open model');
CREATE TABLE tag (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	CONSTRAINT uq_tag_name_key UNIQUE (name_key)
);
INSERT INTO "tag" VALUES(1,1,'2025-07-11T12:00:00.000000Z','2025-07-11T12:00:00.000000Z','été','été');
CREATE TABLE verdict (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	claim_id INTEGER NOT NULL, 
	verdict VARCHAR(20), 
	occurred_on DATE, 
	decided_on DATE NOT NULL, 
	decided_by VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	evidence_id INTEGER, 
	CONSTRAINT fk_verdict_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_verdict_evidence_id FOREIGN KEY(evidence_id) REFERENCES citation (id)
);
INSERT INTO "verdict" VALUES(1,1,'2025-07-11T12:00:03.000000Z','2025-07-11T12:00:03.000000Z',1,'late','2025-07-11','2025-07-11','ada','',3);
CREATE INDEX ix_journal_batch_redoes_id ON journal_batch (redoes_id);
CREATE INDEX ix_journal_batch_undoes_id ON journal_batch (undoes_id);
CREATE INDEX ix_source_url ON source (url);
CREATE INDEX ix_claim_depends_on_id ON claim (depends_on_id);
CREATE INDEX ix_claim_revises_id ON claim (revises_id);
CREATE INDEX ix_claim_speaker_id ON claim (speaker_id);
CREATE INDEX ix_claim_subject_id ON claim (subject_id);
CREATE INDEX ix_journal_entry_batch_id ON journal_entry (batch_id);
CREATE INDEX ix_journal_entry_row ON journal_entry (table_name, row_id);
CREATE INDEX ix_speaker_alias_speaker_id ON speaker_alias (speaker_id);
CREATE INDEX ix_citation_claim_id ON citation (claim_id);
CREATE INDEX ix_claim_tag_tag_id ON claim_tag (tag_id);
CREATE INDEX ix_credence_claim_id ON credence (claim_id);
CREATE INDEX ix_verdict_claim_id ON verdict (claim_id);
CREATE INDEX ix_verdict_evidence_id ON verdict (evidence_id);
CREATE INDEX ix_article_source_id ON article (source_id);
CREATE INDEX ix_passage_article_id ON passage (article_id);
CREATE INDEX ix_passage_claim_id ON passage (claim_id);
CREATE INDEX ix_standing_thread_id ON standing (thread_id);
CREATE INDEX ix_standing_queue ON standing (is_trashed, comes_back_on, claim_id);
CREATE INDEX ix_standing_list ON standing (is_trashed, said_on, claim_id, is_settled, fixed_status, due_end, kind, due_from, due_start, review_on, speaker_id, subject_id, on_time, lead_days);
CREATE INDEX ix_standing_speaker_id ON standing (is_trashed, speaker_id, said_on, claim_id, is_settled, fixed_status, due_end, on_time, lead_days);
CREATE INDEX ix_standing_subject_id ON standing (is_trashed, subject_id, said_on, claim_id, is_settled, fixed_status, due_end, on_time, lead_days);
CREATE INDEX ix_standing_slips ON standing (is_trashed, speaker_id, thread_id, slips, slip_days, subject_id, kind) WHERE slips > 0;
CREATE INDEX ix_citation_source_id ON citation (source_id, claim_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('speaker',1);
INSERT INTO "sqlite_sequence" VALUES('subject',1);
INSERT INTO "sqlite_sequence" VALUES('claim',5);
INSERT INTO "sqlite_sequence" VALUES('source',4);
INSERT INTO "sqlite_sequence" VALUES('citation',4);
INSERT INTO "sqlite_sequence" VALUES('tag',2);
INSERT INTO "sqlite_sequence" VALUES('claim_tag',2);
INSERT INTO "sqlite_sequence" VALUES('journal_batch',13);
INSERT INTO "sqlite_sequence" VALUES('journal_entry',31);
INSERT INTO "sqlite_sequence" VALUES('verdict',1);
INSERT INTO "sqlite_sequence" VALUES('credence',1);
INSERT INTO "sqlite_sequence" VALUES('speaker_alias',1);
INSERT INTO "sqlite_sequence" VALUES('saved_view',1);
INSERT INTO "sqlite_sequence" VALUES('article',1);
INSERT INTO "sqlite_sequence" VALUES('passage',2);
COMMIT;
