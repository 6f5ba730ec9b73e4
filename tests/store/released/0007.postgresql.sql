CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.article (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    digest character varying(64) NOT NULL,
    text character varying NOT NULL,
    opened_from character varying NOT NULL,
    source_id integer NOT NULL
);
CREATE SEQUENCE public.article_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.article_id_seq OWNED BY public.article.id;
CREATE TABLE public.citation (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    claim_id integer NOT NULL,
    source_id integer,
    role character varying(20) NOT NULL,
    quote character varying NOT NULL,
    quote_prefix character varying NOT NULL,
    quote_suffix character varying NOT NULL,
    via character varying NOT NULL
);
CREATE SEQUENCE public.citation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.citation_id_seq OWNED BY public.citation.id;
CREATE TABLE public.claim (
    statement character varying(500) NOT NULL,
    kind character varying(20) NOT NULL,
    said_on date NOT NULL,
    language character varying(12) NOT NULL,
    due_text character varying(200) NOT NULL,
    due_start date,
    due_end date,
    due_grain character varying(12) NOT NULL,
    due_open character varying(12) NOT NULL,
    due_rule character varying(80) NOT NULL,
    due_edtf character varying(40) NOT NULL,
    criteria character varying(2000) NOT NULL,
    review_on date,
    notes character varying(20000) NOT NULL,
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    speaker_id integer,
    subject_id integer,
    revises_id integer,
    depends_on_id integer,
    trashed_at character varying(27)
);
CREATE SEQUENCE public.claim_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.claim_id_seq OWNED BY public.claim.id;
CREATE TABLE public.claim_tag (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    claim_id integer NOT NULL,
    tag_id integer NOT NULL
);
CREATE SEQUENCE public.claim_tag_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.claim_tag_id_seq OWNED BY public.claim_tag.id;
CREATE TABLE public.credence (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    claim_id integer NOT NULL,
    probability double precision NOT NULL,
    stated_on date NOT NULL,
    stated_by character varying NOT NULL
);
CREATE SEQUENCE public.credence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.credence_id_seq OWNED BY public.credence.id;
CREATE TABLE public.journal_batch (
    id integer NOT NULL,
    made_at character varying(27) NOT NULL,
    made_by character varying NOT NULL,
    step character varying NOT NULL,
    undoes_id integer,
    redoes_id integer,
    digest character varying(64) NOT NULL
);
CREATE SEQUENCE public.journal_batch_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.journal_batch_id_seq OWNED BY public.journal_batch.id;
CREATE TABLE public.journal_entry (
    id integer NOT NULL,
    batch_id integer NOT NULL,
    table_name character varying(40) NOT NULL,
    row_id integer NOT NULL,
    before character varying,
    after character varying
);
CREATE SEQUENCE public.journal_entry_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.journal_entry_id_seq OWNED BY public.journal_entry.id;
CREATE TABLE public.passage (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    article_id integer NOT NULL,
    starts_at integer NOT NULL,
    ends_at integer NOT NULL,
    outcome character varying(20) NOT NULL,
    claim_id integer
);
CREATE SEQUENCE public.passage_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.passage_id_seq OWNED BY public.passage.id;
CREATE TABLE public.saved_view (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    name character varying NOT NULL,
    name_key character varying NOT NULL,
    filter character varying NOT NULL,
    "position" integer NOT NULL
);
CREATE SEQUENCE public.saved_view_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.saved_view_id_seq OWNED BY public.saved_view.id;
CREATE TABLE public.search_term (
    term character varying NOT NULL COLLATE pg_catalog."C",
    claims integer NOT NULL
);
CREATE TABLE public.search_text (
    claim_id integer NOT NULL,
    statement character varying NOT NULL,
    around character varying NOT NULL
);
CREATE TABLE public.source (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    title character varying NOT NULL,
    publisher character varying NOT NULL,
    author character varying NOT NULL,
    url character varying NOT NULL,
    archive_url character varying NOT NULL,
    published_on date,
    language character varying NOT NULL,
    type character varying NOT NULL
);
CREATE SEQUENCE public.source_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.source_id_seq OWNED BY public.source.id;
CREATE TABLE public.speaker (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    name character varying NOT NULL,
    name_key character varying NOT NULL
);
CREATE TABLE public.speaker_alias (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    speaker_id integer NOT NULL,
    name character varying NOT NULL,
    name_key character varying NOT NULL
);
CREATE SEQUENCE public.speaker_alias_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.speaker_alias_id_seq OWNED BY public.speaker_alias.id;
CREATE SEQUENCE public.speaker_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.speaker_id_seq OWNED BY public.speaker.id;
CREATE TABLE public.standing (
    claim_id integer NOT NULL,
    thread_id integer NOT NULL,
    "position" integer NOT NULL,
    due_from date,
    moved character varying(20) NOT NULL,
    verdict_id integer,
    verdict character varying(20) NOT NULL,
    slips integer NOT NULL,
    slip_days integer NOT NULL,
    said_on date NOT NULL,
    kind character varying(20) NOT NULL,
    fixed_status character varying(20) NOT NULL,
    is_trashed boolean NOT NULL,
    speaker_id integer,
    subject_id integer,
    due_start date,
    due_end date,
    review_on date,
    comes_back_on date,
    is_settled boolean NOT NULL,
    on_time boolean,
    lead_days integer
);
CREATE TABLE public.subject (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    name character varying NOT NULL,
    name_key character varying NOT NULL
);
CREATE SEQUENCE public.subject_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.subject_id_seq OWNED BY public.subject.id;
CREATE TABLE public.tag (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    name character varying NOT NULL,
    name_key character varying NOT NULL
);
CREATE SEQUENCE public.tag_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.tag_id_seq OWNED BY public.tag.id;
CREATE TABLE public.verdict (
    id integer NOT NULL,
    version integer NOT NULL,
    created_at character varying(27) NOT NULL,
    updated_at character varying(27) NOT NULL,
    claim_id integer NOT NULL,
    verdict character varying(20),
    occurred_on date,
    decided_on date NOT NULL,
    decided_by character varying NOT NULL,
    reason character varying NOT NULL,
    evidence_id integer
);
CREATE SEQUENCE public.verdict_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.verdict_id_seq OWNED BY public.verdict.id;
ALTER TABLE ONLY public.article ALTER COLUMN id SET DEFAULT nextval('public.article_id_seq'::regclass);
ALTER TABLE ONLY public.citation ALTER COLUMN id SET DEFAULT nextval('public.citation_id_seq'::regclass);
ALTER TABLE ONLY public.claim ALTER COLUMN id SET DEFAULT nextval('public.claim_id_seq'::regclass);
ALTER TABLE ONLY public.claim_tag ALTER COLUMN id SET DEFAULT nextval('public.claim_tag_id_seq'::regclass);
ALTER TABLE ONLY public.credence ALTER COLUMN id SET DEFAULT nextval('public.credence_id_seq'::regclass);
ALTER TABLE ONLY public.journal_batch ALTER COLUMN id SET DEFAULT nextval('public.journal_batch_id_seq'::regclass);
ALTER TABLE ONLY public.journal_entry ALTER COLUMN id SET DEFAULT nextval('public.journal_entry_id_seq'::regclass);
ALTER TABLE ONLY public.passage ALTER COLUMN id SET DEFAULT nextval('public.passage_id_seq'::regclass);
ALTER TABLE ONLY public.saved_view ALTER COLUMN id SET DEFAULT nextval('public.saved_view_id_seq'::regclass);
ALTER TABLE ONLY public.source ALTER COLUMN id SET DEFAULT nextval('public.source_id_seq'::regclass);
ALTER TABLE ONLY public.speaker ALTER COLUMN id SET DEFAULT nextval('public.speaker_id_seq'::regclass);
ALTER TABLE ONLY public.speaker_alias ALTER COLUMN id SET DEFAULT nextval('public.speaker_alias_id_seq'::regclass);
ALTER TABLE ONLY public.subject ALTER COLUMN id SET DEFAULT nextval('public.subject_id_seq'::regclass);
ALTER TABLE ONLY public.tag ALTER COLUMN id SET DEFAULT nextval('public.tag_id_seq'::regclass);
ALTER TABLE ONLY public.verdict ALTER COLUMN id SET DEFAULT nextval('public.verdict_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0007');
INSERT INTO public.article VALUES (1, 1, '2025-07-11T12:00:11.000000Z', '2025-07-11T12:00:11.000000Z', 'bd62d951850c660d2b80b15b43c91c68f500f1d6bcf1a3c4b8f4fbc65871f81e', 'The ferry opens next week. It is the largest.', 'ferry.html', 4);
INSERT INTO public.citation VALUES (1, 1, '2025-07-11T12:00:00.000000Z', '2025-07-11T12:00:00.000000Z', 1, 1, 'states', 'la semaine prochaine', '', '', '');
INSERT INTO public.citation VALUES (2, 1, '2025-07-11T12:00:02.000000Z', '2025-07-11T12:00:02.000000Z', 1, 2, 'supports', '', '', '', '');
INSERT INTO public.citation VALUES (3, 1, '2025-07-11T12:00:03.000000Z', '2025-07-11T12:00:03.000000Z', 1, 3, 'supports', '', '', '', '');
INSERT INTO public.citation VALUES (4, 1, '2025-07-11T12:00:11.000000Z', '2025-07-11T12:00:11.000000Z', 5, 4, 'states', 'The ferry opens next week.', '', '', '');
INSERT INTO public.claim VALUES ('It ships in August', 'release', '2025-07-11', 'en', '', '2025-08-01', '2025-08-31', '', '', '', '', '', NULL, 'A line
and another, with ''quotes''; and a -- dash', 2, 1, '2025-07-11T12:00:01.000000Z', '2025-07-11T12:00:01.000000Z', 1, NULL, 1, NULL, NULL);
INSERT INTO public.claim VALUES ('The open model ships next week', 'release', '2025-07-11', 'en', 'bientôt', '2025-07-14', '2025-07-20', '', '', '', '', '', NULL, '', 1, 2, '2025-07-11T12:00:00.000000Z', '2025-07-11T12:00:02.000000Z', 1, 1, NULL, NULL, NULL);
INSERT INTO public.claim VALUES ('In the trash', 'release', '2025-07-11', 'en', '', NULL, NULL, '', '', '', '', '', NULL, '', 4, 2, '2025-07-11T12:00:09.000000Z', '2025-07-11T12:00:10.000000Z', 1, NULL, NULL, NULL, '2025-07-11T12:00:10.000000Z');
INSERT INTO public.claim VALUES ('The ferry opens', 'release', '2025-07-11', 'en', '', NULL, NULL, '', '', '', '', '', NULL, '', 5, 1, '2025-07-11T12:00:11.000000Z', '2025-07-11T12:00:11.000000Z', 1, NULL, NULL, NULL, NULL);
INSERT INTO public.claim_tag VALUES (1, 1, '2025-07-11T12:00:00.000000Z', '2025-07-11T12:00:00.000000Z', 1, 1);
INSERT INTO public.credence VALUES (1, 1, '2025-07-11T12:00:04.000000Z', '2025-07-11T12:00:04.000000Z', 2, 0.7, '2025-07-11', 'ada');
INSERT INTO public.journal_batch VALUES (1, '2025-07-11T12:00:00.000000Z', 'ada', 'add claim 1 “The open model ships next week”', NULL, NULL, '6e04e7520f0ffd0a75a319fd65c73796ee90c4bfc9d6d79fb3f0eb0bef4a086c');
INSERT INTO public.journal_batch VALUES (2, '2025-07-11T12:00:01.000000Z', 'ada', 'add claim 2 “It ships in August”', NULL, NULL, 'b5505b486a45d79af78499a75cb6b7ba634f528710baf50a78eee32ba77430ad');
INSERT INTO public.journal_batch VALUES (3, '2025-07-11T12:00:02.000000Z', 'ada', 'add a source to claim 1 “The open model ships next week”', NULL, NULL, '63b8694d551445876517b389c3188a1429a5c2dab36f38c6230ac3f9c61a8575');
INSERT INTO public.journal_batch VALUES (4, '2025-07-11T12:00:03.000000Z', 'ada', 'mark claim 1 “came true late”', NULL, NULL, 'd16479f8caf5e54b7574714ade48ebbf977cce0bf6f2cf7725dab579f59b92f7');
INSERT INTO public.journal_batch VALUES (5, '2025-07-11T12:00:04.000000Z', 'ada', 'state 70 % for claim 2 “It ships in August”', NULL, NULL, 'cf280ea8cf986f5d2a19a0cae5e4e20bcd7b5797dd14e0beccc92f89369948d1');
INSERT INTO public.journal_batch VALUES (6, '2025-07-11T12:00:05.000000Z', 'ada', '', NULL, NULL, 'ac2ecdd69129b810ea05b57b1f6a48f6ca5bb36485de2e1b6c656afcd0409bd4');
INSERT INTO public.journal_batch VALUES (7, '2025-07-11T12:00:06.000000Z', 'ada', 'save the view “Late models”', NULL, NULL, 'c84f0bf52e9de161cb9770f2ce057e89eed556b2a8b553eba85c2d9ea3328c9b');
INSERT INTO public.journal_batch VALUES (8, '2025-07-11T12:00:07.000000Z', 'ada', 'add claim 3 “Taken back”', NULL, NULL, '4fa52047c99ad14fd0719b87e52e75d239bc87108bba7564090168617d793377');
INSERT INTO public.journal_batch VALUES (9, '2025-07-11T12:00:08.000000Z', 'ada', 'undo: add claim 3 “Taken back”', 8, NULL, 'd5000c56ad1a554ffe1bd1fa825b788e0d56bb201065c0b364c807eb91a41c44');
INSERT INTO public.journal_batch VALUES (10, '2025-07-11T12:00:09.000000Z', 'ada', 'add claim 4 “In the trash”', NULL, NULL, 'c88710bc679309f8815d7efe8c6497642c38a7054c9a6e5adf19dc19a0f7e7fc');
INSERT INTO public.journal_batch VALUES (11, '2025-07-11T12:00:10.000000Z', 'ada', 'move claim 4 “In the trash” to the trash', NULL, NULL, '0c9aa321a87ab77c650f953275329b608ca7c5cf51da5d3daa1e44ccec224b91');
INSERT INTO public.journal_batch VALUES (12, '2025-07-11T12:00:11.000000Z', 'ada', 'add claim 5 “The ferry opens”', NULL, NULL, '7a90f9c660654603f338a54c171edb7c5d0da18c5c2bb539d8a79ec439be9200');
INSERT INTO public.journal_batch VALUES (13, '2025-07-11T12:00:12.000000Z', 'ada', 'skip 1 sentence of “The ferry waits”', NULL, NULL, 'a1096100e068e825d2701b29dc0fafadd3befa99381552c12facfeb64c2a48d6');
INSERT INTO public.journal_entry VALUES (1, 1, 'speaker', 1, NULL, '{"created_at": "2025-07-11T12:00:00Z", "id": 1, "name": "Sam Altman", "name_key": "sam altman", "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (2, 1, 'subject', 1, NULL, '{"created_at": "2025-07-11T12:00:00Z", "id": 1, "name": "Open model", "name_key": "open model", "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (3, 1, 'claim', 1, NULL, '{"created_at": "2025-07-11T12:00:00Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": "2025-07-20", "due_grain": "", "due_open": "", "due_rule": "", "due_start": "2025-07-14", "due_text": "bientôt", "id": 1, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "The open model ships next week", "subject_id": 1, "trashed_at": null, "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (4, 1, 'source', 1, NULL, '{"archive_url": "", "author": "", "created_at": "2025-07-11T12:00:00Z", "id": 1, "language": "", "published_on": null, "publisher": "", "title": "L''Œuvre", "type": "", "updated_at": "2025-07-11T12:00:00Z", "url": "", "version": 1}');
INSERT INTO public.journal_entry VALUES (5, 1, 'citation', 1, NULL, '{"claim_id": 1, "created_at": "2025-07-11T12:00:00Z", "id": 1, "quote": "la semaine prochaine", "quote_prefix": "", "quote_suffix": "", "role": "states", "source_id": 1, "updated_at": "2025-07-11T12:00:00Z", "version": 1, "via": ""}');
INSERT INTO public.journal_entry VALUES (6, 1, 'tag', 1, NULL, '{"created_at": "2025-07-11T12:00:00Z", "id": 1, "name": "été", "name_key": "été", "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (7, 1, 'claim_tag', 1, NULL, '{"claim_id": 1, "created_at": "2025-07-11T12:00:00Z", "id": 1, "tag_id": 1, "updated_at": "2025-07-11T12:00:00Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (8, 2, 'claim', 2, NULL, '{"created_at": "2025-07-11T12:00:01Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": "2025-08-31", "due_grain": "", "due_open": "", "due_rule": "", "due_start": "2025-08-01", "due_text": "", "id": 2, "kind": "release", "language": "en", "notes": "A line\nand another, with ''quotes''; and a -- dash", "review_on": null, "revises_id": 1, "said_on": "2025-07-11", "speaker_id": 1, "statement": "It ships in August", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:01Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (9, 3, 'source', 2, NULL, '{"archive_url": "", "author": "", "created_at": "2025-07-11T12:00:02Z", "id": 2, "language": "", "published_on": null, "publisher": "", "title": "Another", "type": "", "updated_at": "2025-07-11T12:00:02Z", "url": "https://example.org/2", "version": 1}');
INSERT INTO public.journal_entry VALUES (10, 3, 'citation', 2, NULL, '{"claim_id": 1, "created_at": "2025-07-11T12:00:02Z", "id": 2, "quote": "", "quote_prefix": "", "quote_suffix": "", "role": "supports", "source_id": 2, "updated_at": "2025-07-11T12:00:02Z", "version": 1, "via": ""}');
INSERT INTO public.journal_entry VALUES (11, 3, 'claim', 1, '{"created_at": "2025-07-11T12:00:00Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": "2025-07-20", "due_grain": "", "due_open": "", "due_rule": "", "due_start": "2025-07-14", "due_text": "bientôt", "id": 1, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "The open model ships next week", "subject_id": 1, "trashed_at": null, "updated_at": "2025-07-11T12:00:00Z", "version": 1}', '{"created_at": "2025-07-11T12:00:00Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": "2025-07-20", "due_grain": "", "due_open": "", "due_rule": "", "due_start": "2025-07-14", "due_text": "bientôt", "id": 1, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "The open model ships next week", "subject_id": 1, "trashed_at": null, "updated_at": "2025-07-11T12:00:02Z", "version": 2}');
INSERT INTO public.journal_entry VALUES (12, 4, 'source', 3, NULL, '{"archive_url": "", "author": "", "created_at": "2025-07-11T12:00:03Z", "id": 3, "language": "", "published_on": null, "publisher": "", "title": "", "type": "", "updated_at": "2025-07-11T12:00:03Z", "url": "https://example.org/3", "version": 1}');
INSERT INTO public.journal_entry VALUES (13, 4, 'citation', 3, NULL, '{"claim_id": 1, "created_at": "2025-07-11T12:00:03Z", "id": 3, "quote": "", "quote_prefix": "", "quote_suffix": "", "role": "supports", "source_id": 3, "updated_at": "2025-07-11T12:00:03Z", "version": 1, "via": ""}');
INSERT INTO public.journal_entry VALUES (14, 4, 'verdict', 1, NULL, '{"claim_id": 1, "created_at": "2025-07-11T12:00:03Z", "decided_by": "ada", "decided_on": "2025-07-11", "evidence_id": 3, "id": 1, "occurred_on": "2025-07-11", "reason": "", "updated_at": "2025-07-11T12:00:03Z", "verdict": "late", "version": 1}');
INSERT INTO public.journal_entry VALUES (15, 5, 'credence', 1, NULL, '{"claim_id": 2, "created_at": "2025-07-11T12:00:04Z", "id": 1, "probability": 0.7, "stated_by": "ada", "stated_on": "2025-07-11", "updated_at": "2025-07-11T12:00:04Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (16, 6, 'speaker_alias', 1, NULL, '{"created_at": "2025-07-11T12:00:05Z", "id": 1, "name": "S. Altman", "name_key": "s. altman", "speaker_id": 1, "updated_at": "2025-07-11T12:00:05Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (17, 7, 'saved_view', 1, NULL, '{"created_at": "2025-07-11T12:00:06Z", "filter": "status:late", "id": 1, "name": "Late models", "name_key": "late models", "position": 1, "updated_at": "2025-07-11T12:00:06Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (18, 8, 'claim', 3, NULL, '{"created_at": "2025-07-11T12:00:07Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 3, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "Taken back", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:07Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (19, 8, 'tag', 2, NULL, '{"created_at": "2025-07-11T12:00:07Z", "id": 2, "name": "gone", "name_key": "gone", "updated_at": "2025-07-11T12:00:07Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (20, 8, 'claim_tag', 2, NULL, '{"claim_id": 3, "created_at": "2025-07-11T12:00:07Z", "id": 2, "tag_id": 2, "updated_at": "2025-07-11T12:00:07Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (21, 9, 'claim_tag', 2, '{"claim_id": 3, "created_at": "2025-07-11T12:00:07Z", "id": 2, "tag_id": 2, "updated_at": "2025-07-11T12:00:07Z", "version": 1}', NULL);
INSERT INTO public.journal_entry VALUES (22, 9, 'tag', 2, '{"created_at": "2025-07-11T12:00:07Z", "id": 2, "name": "gone", "name_key": "gone", "updated_at": "2025-07-11T12:00:07Z", "version": 1}', NULL);
INSERT INTO public.journal_entry VALUES (23, 9, 'claim', 3, '{"created_at": "2025-07-11T12:00:07Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 3, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "Taken back", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:07Z", "version": 1}', NULL);
INSERT INTO public.journal_entry VALUES (24, 10, 'claim', 4, NULL, '{"created_at": "2025-07-11T12:00:09Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 4, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "In the trash", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:09Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (25, 11, 'claim', 4, '{"created_at": "2025-07-11T12:00:09Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 4, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "In the trash", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:09Z", "version": 1}', '{"created_at": "2025-07-11T12:00:09Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 4, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "In the trash", "subject_id": null, "trashed_at": "2025-07-11T12:00:10Z", "updated_at": "2025-07-11T12:00:10Z", "version": 2}');
INSERT INTO public.journal_entry VALUES (26, 12, 'source', 4, NULL, '{"archive_url": "", "author": "", "created_at": "2025-07-11T12:00:11Z", "id": 4, "language": "", "published_on": null, "publisher": "", "title": "The ferry waits", "type": "", "updated_at": "2025-07-11T12:00:11Z", "url": "https://example.org/ferry", "version": 1}');
INSERT INTO public.journal_entry VALUES (27, 12, 'article', 1, NULL, '{"created_at": "2025-07-11T12:00:11Z", "digest": "bd62d951850c660d2b80b15b43c91c68f500f1d6bcf1a3c4b8f4fbc65871f81e", "id": 1, "opened_from": "ferry.html", "source_id": 4, "text": "The ferry opens next week. It is the largest.", "updated_at": "2025-07-11T12:00:11Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (28, 12, 'claim', 5, NULL, '{"created_at": "2025-07-11T12:00:11Z", "criteria": "", "depends_on_id": null, "due_edtf": "", "due_end": null, "due_grain": "", "due_open": "", "due_rule": "", "due_start": null, "due_text": "", "id": 5, "kind": "release", "language": "en", "notes": "", "review_on": null, "revises_id": null, "said_on": "2025-07-11", "speaker_id": 1, "statement": "The ferry opens", "subject_id": null, "trashed_at": null, "updated_at": "2025-07-11T12:00:11Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (29, 12, 'citation', 4, NULL, '{"claim_id": 5, "created_at": "2025-07-11T12:00:11Z", "id": 4, "quote": "The ferry opens next week.", "quote_prefix": "", "quote_suffix": "", "role": "states", "source_id": 4, "updated_at": "2025-07-11T12:00:11Z", "version": 1, "via": ""}');
INSERT INTO public.journal_entry VALUES (30, 12, 'passage', 1, NULL, '{"article_id": 1, "claim_id": 5, "created_at": "2025-07-11T12:00:11Z", "ends_at": 26, "id": 1, "outcome": "kept", "starts_at": 0, "updated_at": "2025-07-11T12:00:11Z", "version": 1}');
INSERT INTO public.journal_entry VALUES (31, 13, 'passage', 2, NULL, '{"article_id": 1, "claim_id": null, "created_at": "2025-07-11T12:00:12Z", "ends_at": 45, "id": 2, "outcome": "skipped", "starts_at": 27, "updated_at": "2025-07-11T12:00:12Z", "version": 1}');
INSERT INTO public.passage VALUES (1, 1, '2025-07-11T12:00:11.000000Z', '2025-07-11T12:00:11.000000Z', 1, 0, 26, 'kept', 5);
INSERT INTO public.passage VALUES (2, 1, '2025-07-11T12:00:12.000000Z', '2025-07-11T12:00:12.000000Z', 1, 27, 45, 'skipped', NULL);
INSERT INTO public.saved_view VALUES (1, 1, '2025-07-11T12:00:06.000000Z', '2025-07-11T12:00:06.000000Z', 'Late models', 'late models', 'status:late', 1);
INSERT INTO public.search_term VALUES ('bientot', 1);
INSERT INTO public.search_term VALUES ('l', 1);
INSERT INTO public.search_term VALUES ('la', 1);
INSERT INTO public.search_term VALUES ('model', 1);
INSERT INTO public.search_term VALUES ('oeuvre', 1);
INSERT INTO public.search_term VALUES ('open', 1);
INSERT INTO public.search_term VALUES ('prochaine', 1);
INSERT INTO public.search_term VALUES ('semaine', 1);
INSERT INTO public.search_term VALUES ('a', 1);
INSERT INTO public.search_term VALUES ('and', 1);
INSERT INTO public.search_term VALUES ('august', 1);
INSERT INTO public.search_term VALUES ('dash', 1);
INSERT INTO public.search_term VALUES ('it', 1);
INSERT INTO public.search_term VALUES ('line', 1);
INSERT INTO public.search_term VALUES ('quotes', 1);
INSERT INTO public.search_term VALUES ('ships', 2);
INSERT INTO public.search_term VALUES ('with', 1);
INSERT INTO public.search_term VALUES ('another', 2);
INSERT INTO public.search_term VALUES ('in', 2);
INSERT INTO public.search_term VALUES ('trash', 1);
INSERT INTO public.search_term VALUES ('altman', 4);
INSERT INTO public.search_term VALUES ('ferry', 1);
INSERT INTO public.search_term VALUES ('next', 2);
INSERT INTO public.search_term VALUES ('opens', 1);
INSERT INTO public.search_term VALUES ('sam', 4);
INSERT INTO public.search_term VALUES ('the', 3);
INSERT INTO public.search_term VALUES ('waits', 1);
INSERT INTO public.search_term VALUES ('week', 2);
INSERT INTO public.search_text VALUES (2, '¶ it ships in august ¶', '¶ sam altman ¶ a line and another with quotes and a dash ¶');
INSERT INTO public.search_text VALUES (1, '¶ the open model ships next week ¶', '¶ sam altman ¶ open model ¶ bientot ¶ la semaine prochaine ¶ l oeuvre ¶ another ¶');
INSERT INTO public.search_text VALUES (4, '¶ in the trash ¶', '¶ sam altman ¶');
INSERT INTO public.search_text VALUES (5, '¶ the ferry opens ¶', '¶ sam altman ¶ the ferry opens next week ¶ the ferry waits ¶');
INSERT INTO public.source VALUES (1, 1, '2025-07-11T12:00:00.000000Z', '2025-07-11T12:00:00.000000Z', 'L''Œuvre', '', '', '', '', NULL, '', '');
INSERT INTO public.source VALUES (2, 1, '2025-07-11T12:00:02.000000Z', '2025-07-11T12:00:02.000000Z', 'Another', '', '', 'https://example.org/2', '', NULL, '', '');
INSERT INTO public.source VALUES (3, 1, '2025-07-11T12:00:03.000000Z', '2025-07-11T12:00:03.000000Z', '', '', '', 'https://example.org/3', '', NULL, '', '');
INSERT INTO public.source VALUES (4, 1, '2025-07-11T12:00:11.000000Z', '2025-07-11T12:00:11.000000Z', 'The ferry waits', '', '', 'https://example.org/ferry', '', NULL, '', '');
INSERT INTO public.speaker VALUES (1, 1, '2025-07-11T12:00:00.000000Z', '2025-07-11T12:00:00.000000Z', 'Sam Altman', 'sam altman');
INSERT INTO public.speaker_alias VALUES (1, 1, '2025-07-11T12:00:05.000000Z', '2025-07-11T12:00:05.000000Z', 1, 'S. Altman', 's. altman');
INSERT INTO public.standing VALUES (1, 1, 0, '2025-07-14', 'rescheduled', 1, 'late', 1, 42, '2025-07-11', 'release', 'late', false, 1, 1, '2025-07-14', '2025-07-20', NULL, NULL, true, false, 9);
INSERT INTO public.standing VALUES (2, 1, 1, '2025-08-01', '', NULL, '', 1, 42, '2025-07-11', 'release', '', false, 1, NULL, '2025-08-01', '2025-08-31', NULL, '2025-08-01', false, false, 51);
INSERT INTO public.standing VALUES (4, 4, 0, NULL, '', NULL, '', 0, 0, '2025-07-11', 'release', '', true, 1, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL);
INSERT INTO public.standing VALUES (5, 5, 0, NULL, '', NULL, '', 0, 0, '2025-07-11', 'release', '', false, 1, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL);
INSERT INTO public.subject VALUES (1, 1, '2025-07-11T12:00:00.000000Z', '2025-07-11T12:00:00.000000Z', 'Open model', 'open model');
INSERT INTO public.tag VALUES (1, 1, '2025-07-11T12:00:00.000000Z', '2025-07-11T12:00:00.000000Z', 'été', 'été');
INSERT INTO public.verdict VALUES (1, 1, '2025-07-11T12:00:03.000000Z', '2025-07-11T12:00:03.000000Z', 1, 'late', '2025-07-11', '2025-07-11', 'ada', '', 3);
SELECT pg_catalog.setval('public.article_id_seq', 1, true);
SELECT pg_catalog.setval('public.citation_id_seq', 4, true);
SELECT pg_catalog.setval('public.claim_id_seq', 5, true);
SELECT pg_catalog.setval('public.claim_tag_id_seq', 2, true);
SELECT pg_catalog.setval('public.credence_id_seq', 1, true);
SELECT pg_catalog.setval('public.journal_batch_id_seq', 13, true);
SELECT pg_catalog.setval('public.journal_entry_id_seq', 31, true);
SELECT pg_catalog.setval('public.passage_id_seq', 2, true);
SELECT pg_catalog.setval('public.saved_view_id_seq', 1, true);
SELECT pg_catalog.setval('public.source_id_seq', 4, true);
SELECT pg_catalog.setval('public.speaker_alias_id_seq', 1, true);
SELECT pg_catalog.setval('public.speaker_id_seq', 1, true);
SELECT pg_catalog.setval('public.subject_id_seq', 1, true);
SELECT pg_catalog.setval('public.tag_id_seq', 2, true);
SELECT pg_catalog.setval('public.verdict_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.article
    ADD CONSTRAINT pk_article PRIMARY KEY (id);
ALTER TABLE ONLY public.citation
    ADD CONSTRAINT pk_citation PRIMARY KEY (id);
ALTER TABLE ONLY public.claim
    ADD CONSTRAINT pk_claim PRIMARY KEY (id);
ALTER TABLE ONLY public.claim_tag
    ADD CONSTRAINT pk_claim_tag PRIMARY KEY (id);
ALTER TABLE ONLY public.credence
    ADD CONSTRAINT pk_credence PRIMARY KEY (id);
ALTER TABLE ONLY public.journal_batch
    ADD CONSTRAINT pk_journal_batch PRIMARY KEY (id);
ALTER TABLE ONLY public.journal_entry
    ADD CONSTRAINT pk_journal_entry PRIMARY KEY (id);
ALTER TABLE ONLY public.passage
    ADD CONSTRAINT pk_passage PRIMARY KEY (id);
ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT pk_saved_view PRIMARY KEY (id);
ALTER TABLE ONLY public.search_term
    ADD CONSTRAINT pk_search_term PRIMARY KEY (term);
ALTER TABLE ONLY public.search_text
    ADD CONSTRAINT pk_search_text PRIMARY KEY (claim_id);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT pk_source PRIMARY KEY (id);
ALTER TABLE ONLY public.speaker
    ADD CONSTRAINT pk_speaker PRIMARY KEY (id);
ALTER TABLE ONLY public.speaker_alias
    ADD CONSTRAINT pk_speaker_alias PRIMARY KEY (id);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT pk_standing PRIMARY KEY (claim_id);
ALTER TABLE ONLY public.subject
    ADD CONSTRAINT pk_subject PRIMARY KEY (id);
ALTER TABLE ONLY public.tag
    ADD CONSTRAINT pk_tag PRIMARY KEY (id);
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT pk_verdict PRIMARY KEY (id);
ALTER TABLE ONLY public.article
    ADD CONSTRAINT uq_article_digest UNIQUE (digest);
ALTER TABLE ONLY public.claim_tag
    ADD CONSTRAINT uq_claim_tag_claim_id UNIQUE (claim_id, tag_id);
ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT uq_saved_view_name_key UNIQUE (name_key);
ALTER TABLE ONLY public.speaker_alias
    ADD CONSTRAINT uq_speaker_alias_name_key UNIQUE (name_key);
ALTER TABLE ONLY public.speaker
    ADD CONSTRAINT uq_speaker_name_key UNIQUE (name_key);
ALTER TABLE ONLY public.subject
    ADD CONSTRAINT uq_subject_name_key UNIQUE (name_key);
ALTER TABLE ONLY public.tag
    ADD CONSTRAINT uq_tag_name_key UNIQUE (name_key);
CREATE INDEX ix_article_source_id ON public.article USING btree (source_id);
CREATE INDEX ix_citation_claim_id ON public.citation USING btree (claim_id);
CREATE INDEX ix_citation_source_id ON public.citation USING btree (source_id, claim_id);
CREATE INDEX ix_claim_depends_on_id ON public.claim USING btree (depends_on_id);
CREATE INDEX ix_claim_revises_id ON public.claim USING btree (revises_id);
CREATE INDEX ix_claim_speaker_id ON public.claim USING btree (speaker_id);
CREATE INDEX ix_claim_subject_id ON public.claim USING btree (subject_id);
CREATE INDEX ix_claim_tag_tag_id ON public.claim_tag USING btree (tag_id);
CREATE INDEX ix_credence_claim_id ON public.credence USING btree (claim_id);
CREATE INDEX ix_journal_batch_redoes_id ON public.journal_batch USING btree (redoes_id);
CREATE INDEX ix_journal_batch_undoes_id ON public.journal_batch USING btree (undoes_id);
CREATE INDEX ix_journal_entry_batch_id ON public.journal_entry USING btree (batch_id);
CREATE INDEX ix_journal_entry_row ON public.journal_entry USING btree (table_name, row_id);
CREATE INDEX ix_passage_article_id ON public.passage USING btree (article_id);
CREATE INDEX ix_passage_claim_id ON public.passage USING btree (claim_id);
CREATE INDEX ix_search_text_words ON public.search_text USING gin (array_to_tsvector(string_to_array((((statement)::text || ' '::text) || (around)::text), ' '::text)));
CREATE INDEX ix_source_url ON public.source USING btree (url);
CREATE INDEX ix_speaker_alias_speaker_id ON public.speaker_alias USING btree (speaker_id);
CREATE INDEX ix_standing_list ON public.standing USING btree (is_trashed, said_on, claim_id, is_settled, fixed_status, due_end, kind, due_from, due_start, review_on, speaker_id, subject_id, on_time, lead_days);
CREATE INDEX ix_standing_queue ON public.standing USING btree (is_trashed, comes_back_on, claim_id);
CREATE INDEX ix_standing_slips ON public.standing USING btree (is_trashed, speaker_id, thread_id, slips, slip_days, subject_id, kind) WHERE (slips > 0);
CREATE INDEX ix_standing_speaker_id ON public.standing USING btree (is_trashed, speaker_id, said_on, claim_id, is_settled, fixed_status, due_end, on_time, lead_days);
CREATE INDEX ix_standing_subject_id ON public.standing USING btree (is_trashed, subject_id, said_on, claim_id, is_settled, fixed_status, due_end, on_time, lead_days);
CREATE INDEX ix_standing_thread_id ON public.standing USING btree (thread_id);
CREATE INDEX ix_verdict_claim_id ON public.verdict USING btree (claim_id);
CREATE INDEX ix_verdict_evidence_id ON public.verdict USING btree (evidence_id);
ALTER TABLE ONLY public.article
    ADD CONSTRAINT fk_article_source_id FOREIGN KEY (source_id) REFERENCES public.source(id);
ALTER TABLE ONLY public.citation
    ADD CONSTRAINT fk_citation_claim_id FOREIGN KEY (claim_id) REFERENCES public.claim(id);
ALTER TABLE ONLY public.citation
    ADD CONSTRAINT fk_citation_source_id FOREIGN KEY (source_id) REFERENCES public.source(id);
ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_depends_on_id FOREIGN KEY (depends_on_id) REFERENCES public.claim(id);
ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_revises_id FOREIGN KEY (revises_id) REFERENCES public.claim(id);
ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_speaker_id FOREIGN KEY (speaker_id) REFERENCES public.speaker(id);
ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_subject_id FOREIGN KEY (subject_id) REFERENCES public.subject(id);
ALTER TABLE ONLY public.claim_tag
    ADD CONSTRAINT fk_claim_tag_claim_id FOREIGN KEY (claim_id) REFERENCES public.claim(id);
ALTER TABLE ONLY public.claim_tag
    ADD CONSTRAINT fk_claim_tag_tag_id FOREIGN KEY (tag_id) REFERENCES public.tag(id);
ALTER TABLE ONLY public.credence
    ADD CONSTRAINT fk_credence_claim_id FOREIGN KEY (claim_id) REFERENCES public.claim(id);
ALTER TABLE ONLY public.journal_batch
    ADD CONSTRAINT fk_journal_batch_redoes_id FOREIGN KEY (redoes_id) REFERENCES public.journal_batch(id);
ALTER TABLE ONLY public.journal_batch
    ADD CONSTRAINT fk_journal_batch_undoes_id FOREIGN KEY (undoes_id) REFERENCES public.journal_batch(id);
ALTER TABLE ONLY public.journal_entry
    ADD CONSTRAINT fk_journal_entry_batch_id FOREIGN KEY (batch_id) REFERENCES public.journal_batch(id);
ALTER TABLE ONLY public.passage
    ADD CONSTRAINT fk_passage_article_id FOREIGN KEY (article_id) REFERENCES public.article(id);
ALTER TABLE ONLY public.passage
    ADD CONSTRAINT fk_passage_claim_id FOREIGN KEY (claim_id) REFERENCES public.claim(id);
ALTER TABLE ONLY public.speaker_alias
    ADD CONSTRAINT fk_speaker_alias_speaker_id FOREIGN KEY (speaker_id) REFERENCES public.speaker(id);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT fk_standing_claim_id FOREIGN KEY (claim_id) REFERENCES public.claim(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT fk_verdict_claim_id FOREIGN KEY (claim_id) REFERENCES public.claim(id);
ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT fk_verdict_evidence_id FOREIGN KEY (evidence_id) REFERENCES public.citation(id);
