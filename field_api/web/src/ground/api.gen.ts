// Made from docs/openapi.json by `npm run api`; not written by hand.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest signed checkpoint: origin, size, root hash, signature, cosignatures (C2SP tlog-checkpoint) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public key of the log, as `name+id+key`; hold it from another source as well */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/tile/{address}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                address: string;
            };
            cookie?: never;
        };
        /** A tile of hashes (`0/x001/234`, `1/000.p/17`) or a bundle of entries (`entries/x001/234`) (C2SP tlog-tiles) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    address: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measurements for Prometheus; keep this door behind the proxy */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Database and object store answer (503 otherwise); whether a worker is at work is told beside it
         * @description `environment` is production, demo or test: who makes people up asks first whether he may.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who looked at what in my area, in the order of looking; of a period, in the order of time */
        get: {
            parameters: {
                query?: {
                    action?: "photo.viewed" | "nik.unmasked" | "dossier.viewed" | "rows.exported" | "letter.viewed" | "list_item.proved" | null;
                    /** @description The user who did it */
                    actor_id?: string | null;
                    /** @description Everything under this code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    /** @description Which come first; keep it from page to page */
                    order?: "oldest" | "newest";
                    /** @description From this moment on */
                    since?: string | null;
                    /** @description Id or hash of what was looked at */
                    subject?: string | null;
                    /** @description Before this moment */
                    until?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "seq": 1,
                         *           "action": "photo.viewed",
                         *           "subject": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "actor_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "device_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "request_id": "8c1f0b7e2d5a4c3f9e6b1a2d3c4f5e6a",
                         *           "accessed_at": "2026-11-20T09:12:00+07:00",
                         *           "data": {}
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["AccessPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-log/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The access log of my area, as CSV
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: {
                    action?: "photo.viewed" | "nik.unmasked" | "dossier.viewed" | "rows.exported" | "letter.viewed" | "list_item.proved" | null;
                    /** @description The user who did it */
                    actor_id?: string | null;
                    /** @description Everything under this code */
                    area?: string | null;
                    /** @description From this moment on */
                    since?: string | null;
                    /** @description Id or hash of what was looked at */
                    subject?: string | null;
                    /** @description Before this moment */
                    until?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-log/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The access log of my area, as XLSX
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: {
                    action?: "photo.viewed" | "nik.unmasked" | "dossier.viewed" | "rows.exported" | "letter.viewed" | "list_item.proved" | null;
                    /** @description The user who did it */
                    actor_id?: string | null;
                    /** @description Everything under this code */
                    area?: string | null;
                    /** @description From this moment on */
                    since?: string | null;
                    /** @description Id or hash of what was looked at */
                    subject?: string | null;
                    /** @description Before this moment */
                    until?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/area-editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports of codes, polygons and successions, in the order in which they were made */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "kind": "codes",
                         *           "title": "Paket sembako November",
                         *           "source_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "settings": {},
                         *           "valid_from": "2026-11-20",
                         *           "imported_at": "2026-11-20T09:12:00+07:00",
                         *           "imported_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["AreaEditionPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/area-editions/{edition_id}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                edition_id: string;
            };
            cookie?: never;
        };
        /** What an import found wrong, row by row, and how it was handled */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    finding?: "invalid_code" | "no_name" | "wrong_level" | "duplicate" | "orphan" | "unknown_area" | "newer_version" | "outside_your_area" | "no_polygon" | "malformed_geometry" | "outside_indonesia" | "invalid_polygon" | "overlap" | "successor_unclear" | null;
                    limit?: number;
                };
                header?: never;
                path: {
                    edition_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "row": 1,
                         *           "code": "31.75.06.1004.008",
                         *           "finding": "invalid_code",
                         *           "detail": "Kolom NIK berisi 15 angka",
                         *           "handled": "left_out"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["AreaFindingPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Areas in force on a day, by code: the children of one, just some, those of a level, those whose name contains a word */
        get: {
            parameters: {
                query?: {
                    /** @description Just these codes, for whoever shows names; unknown ones are left out */
                    codes?: string[];
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    /** @description 1 province, 2 regency or city, 3 district, 4 village, 5 RW, 6 RT */
                    level?: 1 | 2 | 3 | 4 | 5 | 6 | null;
                    limit?: number;
                    /** @description The day asked about; today when left out */
                    on?: string | null;
                    parent?: string | null;
                    /** @description Part of the name */
                    search?: string | null;
                    /** @description These codes and whatever lies below them, at any depth; none: the country */
                    under?: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "code": "31.75.06.1004.008",
                         *           "parent_code": "35.99.01",
                         *           "level": 1,
                         *           "name": "RW 008",
                         *           "valid_from": "2026-11-20",
                         *           "valid_to": "2026-11-20",
                         *           "edition_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["AreaPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        /** One area as it is on a day */
        get: {
            parameters: {
                query?: {
                    /** @description The day asked about; today when left out */
                    on?: string | null;
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "31.75.06.1004.008",
                         *       "parent_code": "35.99.01",
                         *       "level": 1,
                         *       "name": "RW 008",
                         *       "valid_from": "2026-11-20",
                         *       "valid_to": "2026-11-20",
                         *       "edition_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                         *     }
                         */
                        "application/json": components["schemas"]["Area"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas/{code}/polygon": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        /** The polygon of an area as a GeoJSON feature */
        get: {
            parameters: {
                query?: {
                    /** @description The day asked about; today when left out */
                    on?: string | null;
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": components["schemas"]["AreaPolygon"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas/at": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The deepest area that contains a point, or the one of a level above it */
        get: {
            parameters: {
                query: {
                    lat: number;
                    /** @description 1 province, 2 regency or city, 3 district, 4 village, 5 RW, 6 RT */
                    level?: 1 | 2 | 3 | 4 | 5 | 6 | null;
                    lon: number;
                    /** @description The day asked about; today when left out */
                    on?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "31.75.06.1004.008",
                         *       "parent_code": "35.99.01",
                         *       "level": 1,
                         *       "name": "RW 008",
                         *       "valid_from": "2026-11-20",
                         *       "valid_to": "2026-11-20",
                         *       "edition_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                         *     }
                         */
                        "application/json": components["schemas"]["Area"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import codes (CSV) or polygons (GeoJSON) of my area as one edition
         * @description At most 10 MB; larger files go through `field-api areas import`. Faulty rows are left out and reported.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": components["schemas"]["AreaFile"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "edition_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "kind": "codes",
                         *       "repeated": true,
                         *       "dry_run": true,
                         *       "counts": {},
                         *       "finding_counts": {},
                         *       "findings": [
                         *         {
                         *           "row": 1,
                         *           "code": "31.75.06.1004.008",
                         *           "finding": "invalid_code",
                         *           "detail": "Kolom NIK berisi 15 angka",
                         *           "handled": "left_out"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["AreaImportReport"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assignments in my area; a verifier sees his own, returned work with its reason */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    household?: string | null;
                    limit?: number;
                    status?: "open" | "done" | "withdrawn" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "verifier_name": "Budi Santoso",
                         *           "instrument_code": "bps-14",
                         *           "instrument_version": "2005",
                         *           "due_on": "2026-11-20",
                         *           "status": "open",
                         *           "returns_visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "return_reason": "Foto dapur terlalu gelap",
                         *           "return_photo_kinds": [
                         *             "kitchen"
                         *           ],
                         *           "assigned_at": "2026-11-20T09:12:00+07:00",
                         *           "household": {
                         *             "address": "Jl. Melati No. 7",
                         *             "latitude_e7": 1,
                         *             "longitude_e7": 1
                         *           }
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["AssignmentPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{assignment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        /** One assignment */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    assignment_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "verifier_name": "Budi Santoso",
                         *       "instrument_code": "bps-14",
                         *       "instrument_version": "2005",
                         *       "due_on": "2026-11-20",
                         *       "status": "open",
                         *       "returns_visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "return_reason": "Foto dapur terlalu gelap",
                         *       "return_photo_kinds": [
                         *         "kitchen"
                         *       ],
                         *       "assigned_at": "2026-11-20T09:12:00+07:00",
                         *       "household": {
                         *         "address": "Jl. Melati No. 7",
                         *         "latitude_e7": 1,
                         *         "longitude_e7": 1
                         *       }
                         *     }
                         */
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Ask a verifier to visit a household; the same id again changes nothing */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    assignment_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "instrument": {
                     *         "code": "bps-14",
                     *         "version": "2005"
                     *       },
                     *       "due_on": "2026-11-20"
                     *     }
                     */
                    "application/json": components["schemas"]["NewAssignment"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "verifier_name": "Budi Santoso",
                         *       "instrument_code": "bps-14",
                         *       "instrument_version": "2005",
                         *       "due_on": "2026-11-20",
                         *       "status": "open",
                         *       "returns_visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "return_reason": "Foto dapur terlalu gelap",
                         *       "return_photo_kinds": [
                         *         "kitchen"
                         *       ],
                         *       "assigned_at": "2026-11-20T09:12:00+07:00",
                         *       "household": {
                         *         "address": "Jl. Melati No. 7",
                         *         "latitude_e7": 1,
                         *         "longitude_e7": 1
                         *       }
                         *     }
                         */
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Take an open assignment back (If-Match); it stays on the record as withdrawn */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    assignment_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "verifier_name": "Budi Santoso",
                         *       "instrument_code": "bps-14",
                         *       "instrument_version": "2005",
                         *       "due_on": "2026-11-20",
                         *       "status": "open",
                         *       "returns_visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "return_reason": "Foto dapur terlalu gelap",
                         *       "return_photo_kinds": [
                         *         "kitchen"
                         *       ],
                         *       "assigned_at": "2026-11-20T09:12:00+07:00",
                         *       "household": {
                         *         "address": "Jl. Melati No. 7",
                         *         "latitude_e7": 1,
                         *         "longitude_e7": 1
                         *       }
                         *     }
                         */
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        /** Give an open assignment to another verifier, or move its day (If-Match) */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    assignment_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "due_on": "2026-11-20"
                     *     }
                     */
                    "application/json": components["schemas"]["AssignmentChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "verifier_name": "Budi Santoso",
                         *       "instrument_code": "bps-14",
                         *       "instrument_version": "2005",
                         *       "due_on": "2026-11-20",
                         *       "status": "open",
                         *       "returns_visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "return_reason": "Foto dapur terlalu gelap",
                         *       "return_photo_kinds": [
                         *         "kitchen"
                         *       ],
                         *       "assigned_at": "2026-11-20T09:12:00+07:00",
                         *       "household": {
                         *         "address": "Jl. Melati No. 7",
                         *         "latitude_e7": 1,
                         *         "longitude_e7": 1
                         *       }
                         *     }
                         */
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        trace?: never;
    };
    "/v1/assignments/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Assignments in my area; a verifier takes his own, as CSV
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    household?: string | null;
                    status?: "open" | "done" | "withdrawn" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Assignments in my area; a verifier takes his own, as XLSX
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    household?: string | null;
                    status?: "open" | "done" | "withdrawn" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/back-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Households of my area that another verifier is to visit, the longest waiting first */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    state?: "waiting" | "assigned" | "answered" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "address": "Jl. Melati No. 7",
                         *           "state": "waiting",
                         *           "first_verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "first_verifier_name": "Budi Santoso",
                         *           "verifier_name": "Budi Santoso",
                         *           "assignment": {
                         *             "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "due_on": "2026-11-20",
                         *             "status": "open",
                         *             "assigned_at": "2026-11-20T09:12:00+07:00"
                         *           },
                         *           "answered_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["BackCheckPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/back-checks/{back_check_id}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                back_check_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Send another verifier with an ordinary assignment; the same id again changes nothing
         * @description Never the first verifier. He is not told that it is a back-check.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    back_check_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "due_on": "2026-11-20"
                     *     }
                     */
                    "application/json": components["schemas"]["BackCheckAssignment"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "address": "Jl. Melati No. 7",
                         *       "state": "waiting",
                         *       "first_verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "first_verifier_name": "Budi Santoso",
                         *       "verifier_name": "Budi Santoso",
                         *       "assignment": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "due_on": "2026-11-20",
                         *         "status": "open",
                         *         "assigned_at": "2026-11-20T09:12:00+07:00"
                         *       },
                         *       "answered_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["BackCheck"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bundles/{bundle_id}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bundle_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send several photos of one visit or hand-over in one body, one after the other
         * @description `Photo-Parts` names them in that order, each with the offset at which it begins:
         *     `<sha256>;offset=0, <sha256>;offset=65536`. Each runs to its end. When the connection breaks, whole photos are
         *     accepted and the last one is kept as far as it came: the receipt says where to go on.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bundle_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "content_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "repeated": true,
                         *       "received_at": "2026-11-20T09:12:00+07:00",
                         *       "complete": true,
                         *       "completed_at": "2026-11-20T09:12:00+07:00",
                         *       "photo_count": 1,
                         *       "missing": [
                         *         {
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "kind": "house_front",
                         *           "offset": 1,
                         *           "upload_url": "/v1/photos/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["BundleReceipt"];
                    };
                };
                /** @description photo_hash_mismatch names the photo to send again; the others are kept */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bundles/{bundle_id}/photos/{number}/{size}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bundle_id: string;
                number: number;
                size: "large" | "thumb";
            };
            cookie?: never;
        };
        /**
         * A re-encoded derivative without metadata, marked with who looks
         * @description User name and time are drawn into the picture; the look is recorded in the access log.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bundle_id: string;
                    number: number;
                    size: "large" | "thumb";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The queue of my area: the weightiest flags first, then the longest waiting */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    /** @description flags: the weightiest flags first, then the longest waiting; waiting: only that */
                    order?: "flags" | "waiting";
                    /** @description Parts of the name of a member of the household */
                    search?: string;
                    state?: "awaiting_review" | "returned" | "accepted" | "rejected" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "case": {
                         *             "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "area_code": "31.75.06.1004.008.003",
                         *             "state": "awaiting_review",
                         *             "rank": 1,
                         *             "opened_at": "2026-11-20T09:12:00+07:00"
                         *           },
                         *           "address": "Jl. Melati No. 7",
                         *           "head_name": "Siti Aminah",
                         *           "visit": {
                         *             "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "area_code": "35.99.01.1001.001.002",
                         *             "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "outcome": "visited",
                         *             "recommendation": "eligible",
                         *             "started_at": "2026-11-20T09:12:00+07:00",
                         *             "finished_at": "2026-11-20T09:12:00+07:00",
                         *             "received_at": "2026-11-20T09:12:00+07:00",
                         *             "remarks": [
                         *               "accuracy_low"
                         *             ]
                         *           },
                         *           "evaluations": [
                         *             {
                         *               "instrument_code": "bps-14",
                         *               "instrument_version": "2005",
                         *               "outcome": "visited",
                         *               "score": 1
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd",
                         *       "counts": {}
                         *     }
                         */
                        "application/json": components["schemas"]["Queue"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{case_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        /**
         * The dossier of a case; every look is recorded
         * @description Its ETag goes into the If-Match of the decision.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "household": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "35.99.01.1001.001.002",
                         *         "address": "Jl. Melati No. 7",
                         *         "latitude_e7": 1,
                         *         "longitude_e7": 1
                         *       },
                         *       "area_names": {},
                         *       "members": [
                         *         {
                         *           "person": {
                         *             "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "name": "Siti Aminah",
                         *             "nik_masked": "3599************",
                         *             "nik_status": "recorded",
                         *             "sex": "F",
                         *             "birth_date": "2026-11-20",
                         *             "occupation": "Buruh tani",
                         *             "education": "primary",
                         *             "findings": [
                         *               {}
                         *             ]
                         *           },
                         *           "relationship": "head"
                         *         }
                         *       ],
                         *       "visit": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "35.99.01.1001.001.002",
                         *         "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "outcome": "visited",
                         *         "recommendation": "eligible",
                         *         "started_at": "2026-11-20T09:12:00+07:00",
                         *         "finished_at": "2026-11-20T09:12:00+07:00",
                         *         "received_at": "2026-11-20T09:12:00+07:00",
                         *         "remarks": [
                         *           "accuracy_low"
                         *         ],
                         *         "instrument_code": "bps-14",
                         *         "instrument_version": "2005",
                         *         "occupation": "Buruh tani",
                         *         "note": "Rumah paling ujung, atap bocor",
                         *         "answers": {},
                         *         "latitude_e7": 1,
                         *         "longitude_e7": 1,
                         *         "accuracy_mm": 1,
                         *         "position_samples": [
                         *           {}
                         *         ],
                         *         "channel": "field_app"
                         *       },
                         *       "visit_members": [
                         *         {
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "name": "Siti Aminah",
                         *           "nik": "3599014107840001",
                         *           "nik_masked": "3599************",
                         *           "relationship": "head",
                         *           "sex": "M",
                         *           "birth_date": "2026-11-20",
                         *           "occupation": "Buruh tani",
                         *           "school": "SDN 2 Mekarsari",
                         *           "present": true
                         *         }
                         *       ],
                         *       "photos": [
                         *         {
                         *           "number": 1,
                         *           "kind": "house_front",
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "taken_at": "2026-11-20T09:12:00+07:00",
                         *           "source": "file",
                         *           "stored": true,
                         *           "verdict": "accepted",
                         *           "reasons": [
                         *             "too_large"
                         *           ],
                         *           "remarks": [
                         *             "accuracy_low"
                         *           ],
                         *           "large_url": "/v1/bundles/01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90/photos/0/large",
                         *           "thumb_url": "/v1/bundles/01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90/photos/0/thumb"
                         *         }
                         *       ],
                         *       "place": {
                         *         "area_code": "35.99.01.1001.001.002",
                         *         "area_name": "Mekarsari",
                         *         "inside_household_area": true,
                         *         "metres_from_house": 1
                         *       },
                         *       "evaluations": [
                         *         {
                         *           "instrument_code": "bps-14",
                         *           "instrument_version": "2005",
                         *           "outcome": "visited",
                         *           "score": 1,
                         *           "result": {}
                         *         }
                         *       ],
                         *       "case": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "31.75.06.1004.008.003",
                         *         "state": "awaiting_review",
                         *         "rank": 1,
                         *         "opened_at": "2026-11-20T09:12:00+07:00"
                         *       },
                         *       "photo_matches": [
                         *         {
                         *           "number": 1,
                         *           "layer": "file",
                         *           "distance": 1,
                         *           "standing": "reuse",
                         *           "pair": "full/crop5",
                         *           "symmetry": "identity",
                         *           "other_came_first": true,
                         *           "found_at": "2026-11-20T09:12:00+07:00",
                         *           "other": {
                         *             "bundle_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "number": 1,
                         *             "kind": "visit",
                         *             "author_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "area_code": "35.99.01.1001.001.002",
                         *             "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "received_at": "2026-11-20T09:12:00+07:00",
                         *             "taken_at": "2026-11-20T09:12:00+07:00",
                         *             "case_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "large_url": "/v1/bundles/01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90/photos/0/large"
                         *           }
                         *         }
                         *       ],
                         *       "check": {
                         *         "run": 1,
                         *         "weight": 1,
                         *         "flags": [
                         *           {
                         *             "code": "far_from_household",
                         *             "severity": "note",
                         *             "place": "position",
                         *             "details": {
                         *               "metres": 640
                         *             },
                         *             "words": {
                         *               "id": "Posisi berada 320 m di luar wilayah",
                         *               "en": "The position lies 320 m outside the area"
                         *             }
                         *           }
                         *         ],
                         *         "checked_at": "2026-11-20T09:12:00+07:00"
                         *       },
                         *       "lacks_field_evidence": true,
                         *       "earlier_visits": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "outcome": "visited",
                         *           "recommendation": "eligible",
                         *           "started_at": "2026-11-20T09:12:00+07:00",
                         *           "finished_at": "2026-11-20T09:12:00+07:00",
                         *           "received_at": "2026-11-20T09:12:00+07:00",
                         *           "remarks": [
                         *             "accuracy_low"
                         *           ],
                         *           "latitude_e7": 1,
                         *           "longitude_e7": 1,
                         *           "accuracy_mm": 1
                         *         }
                         *       ],
                         *       "incomplete_visit_ids": [
                         *         "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                         *       ],
                         *       "decisions": [
                         *         {
                         *           "decision": {
                         *             "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "case_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "reviewer_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "verdict": "accepted",
                         *             "reason_code": "photo_unclear",
                         *             "reason": "Foto dapur terlalu gelap",
                         *             "photo_kinds": [
                         *               "house_front"
                         *             ],
                         *             "without_field_evidence": true,
                         *             "photo_overrides": [
                         *               {}
                         *             ],
                         *             "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "decided_at": "2026-11-20T09:12:00+07:00"
                         *           },
                         *           "determinations": [
                         *             {
                         *               "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *               "decision_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *               "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *               "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *               "area_code": "35.99.01.1001.001.002",
                         *               "programme_code": "pkh",
                         *               "component": "elementary_school",
                         *               "eligible": true,
                         *               "reason": "Foto dapur terlalu gelap"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "enrolments": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "programme_code": "pkh",
                         *           "component": "elementary_school",
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "status": "open"
                         *         }
                         *       ],
                         *       "journal": [
                         *         {
                         *           "seq": 1,
                         *           "event": "visit.completed",
                         *           "actor_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "recorded_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ],
                         *       "user_names": {}
                         *     }
                         */
                        "application/json": components["schemas"]["Dossier"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{case_id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a visit, return it, or reject the household (If-Match)
         * @description Idempotent by the id of the decision: the same again answers 200 with the same content, other content 409.
         *     A return makes a new assignment. Accepting and rejecting may carry determinations, which then wait for a list.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "verdict": "accept",
                     *       "reason_code": "photo_unclear",
                     *       "reason": "Foto dapur terlalu gelap",
                     *       "photo_kinds": [
                     *         "document"
                     *       ],
                     *       "without_field_evidence": true,
                     *       "photo_overrides": [
                     *         {
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "reason": "Foto dapur terlalu gelap"
                     *         }
                     *       ],
                     *       "determinations": [
                     *         {
                     *           "programme_code": "pkh",
                     *           "component": "elementary_school",
                     *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *           "eligible": true,
                     *           "reason": "Foto dapur terlalu gelap"
                     *         }
                     *       ],
                     *       "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "due_on": "2026-11-20"
                     *     }
                     */
                    "application/json": components["schemas"]["NewDecision"];
                };
            };
            responses: {
                /** @description The same decision was received before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "decision": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "case_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "reviewer_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "verdict": "accepted",
                         *         "reason_code": "photo_unclear",
                         *         "reason": "Foto dapur terlalu gelap",
                         *         "photo_kinds": [
                         *           "house_front"
                         *         ],
                         *         "without_field_evidence": true,
                         *         "photo_overrides": [
                         *           {}
                         *         ],
                         *         "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "decided_at": "2026-11-20T09:12:00+07:00"
                         *       },
                         *       "determinations": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "decision_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "programme_code": "pkh",
                         *           "component": "elementary_school",
                         *           "eligible": true,
                         *           "reason": "Foto dapur terlalu gelap"
                         *         }
                         *       ],
                         *       "case": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "31.75.06.1004.008.003",
                         *         "state": "awaiting_review",
                         *         "rank": 1,
                         *         "opened_at": "2026-11-20T09:12:00+07:00"
                         *       },
                         *       "repeated": true
                         *     }
                         */
                        "application/json": components["schemas"]["Decided"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "decision": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "case_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "reviewer_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "verdict": "accepted",
                         *         "reason_code": "photo_unclear",
                         *         "reason": "Foto dapur terlalu gelap",
                         *         "photo_kinds": [
                         *           "house_front"
                         *         ],
                         *         "without_field_evidence": true,
                         *         "photo_overrides": [
                         *           {}
                         *         ],
                         *         "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "decided_at": "2026-11-20T09:12:00+07:00"
                         *       },
                         *       "determinations": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "decision_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "programme_code": "pkh",
                         *           "component": "elementary_school",
                         *           "eligible": true,
                         *           "reason": "Foto dapur terlalu gelap"
                         *         }
                         *       ],
                         *       "case": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "31.75.06.1004.008.003",
                         *         "state": "awaiting_review",
                         *         "rank": 1,
                         *         "opened_at": "2026-11-20T09:12:00+07:00"
                         *       },
                         *       "repeated": true
                         *     }
                         */
                        "application/json": components["schemas"]["Decided"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/check-thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set limits for an area from a day on; earlier visits keep the limits that they were held to */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "area_code": "31.75",
                     *       "valid_from": "2026-11-20",
                     *       "limits": {
                     *         "accuracy_mm": 30000
                     *       },
                     *       "reason": "Foto dapur terlalu gelap"
                     *     }
                     */
                    "application/json": components["schemas"]["NewThresholds"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "valid_from": "2026-11-20",
                         *       "limits": {},
                         *       "reason": "Foto dapur terlalu gelap",
                         *       "set_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "set_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Thresholds"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every check with its words, the limits of an area today, and all limits that were ever set */
        get: {
            parameters: {
                query?: {
                    /** @description Default: the country */
                    area?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "checks": [
                         *         {
                         *           "code": "speed_impossible",
                         *           "severity": "note",
                         *           "place": "position",
                         *           "looks_at": [
                         *             "visit"
                         *           ],
                         *           "words": {
                         *             "id": "Posisi berada 320 m di luar wilayah",
                         *             "en": "The position lies 320 m outside the area"
                         *           }
                         *         }
                         *       ],
                         *       "limits": {},
                         *       "history": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "valid_from": "2026-11-20",
                         *           "limits": {},
                         *           "reason": "Foto dapur terlalu gelap",
                         *           "set_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "set_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Checks"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/determinations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was determined in my area, and what of it is ready for a list */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    programme?: string | null;
                    /** @description Whether it may go on a list: on none yet, and the newest word about its subject */
                    ready?: boolean | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "decision_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "programme_code": "pkh",
                         *           "component": "elementary_school",
                         *           "eligible": true,
                         *           "reason": "Foto dapur terlalu gelap"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["DeterminationPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Enrolments in my area with their status on a day */
        get: {
            parameters: {
                query?: {
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    household?: string | null;
                    limit?: number;
                    /** @description The day of the status; default: today */
                    on?: string | null;
                    programme?: string | null;
                    status?: "proposed" | "active" | "suspended" | "ended" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "programme_code": "pkh",
                         *           "component": "elementary_school",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "created_at": "2026-11-20T09:12:00+07:00",
                         *           "status": "proposed",
                         *           "statuses": [
                         *             {
                         *               "status": "proposed",
                         *               "effective_from": "2026-11-20",
                         *               "reason": "Foto dapur terlalu gelap",
                         *               "list_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *               "recorded_at": "2026-11-20T09:12:00+07:00"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["EnrolmentPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrolments/{enrolment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                enrolment_id: string;
            };
            cookie?: never;
        };
        /** One enrolment with the history of its status */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    enrolment_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "programme_code": "pkh",
                         *       "component": "elementary_school",
                         *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "created_at": "2026-11-20T09:12:00+07:00",
                         *       "status": "proposed",
                         *       "statuses": [
                         *         {
                         *           "status": "proposed",
                         *           "effective_from": "2026-11-20",
                         *           "reason": "Foto dapur terlalu gelap",
                         *           "list_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "recorded_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Enrolment"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hand-overs in my area, by area, or those of a round with the weightiest flags first */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    /** @description `flags`: the weightiest flags first, of one round */
                    order?: "area" | "flags";
                    /** @description Only of this round */
                    round?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "round_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "allocation_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "officer_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "outcome": "visited",
                         *           "received_by": "self",
                         *           "card_check": "matches",
                         *           "failure": "not_at_home",
                         *           "handed_over_at": "2026-11-20T09:12:00+07:00",
                         *           "received_at": "2026-11-20T09:12:00+07:00",
                         *           "check": {
                         *             "run": 1,
                         *             "weight": 1,
                         *             "flags": [
                         *               {
                         *                 "code": "far_from_household",
                         *                 "severity": "note",
                         *                 "place": "position",
                         *                 "details": {
                         *                   "metres": 640
                         *                 },
                         *                 "words": {
                         *                   "id": "Posisi berada 320 m di luar wilayah",
                         *                   "en": "The position lies 320 m outside the area"
                         *                 }
                         *               }
                         *             ],
                         *             "checked_at": "2026-11-20T09:12:00+07:00"
                         *           }
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["HandOverSummaryPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hand-overs/{hand_over_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hand_over_id: string;
            };
            cookie?: never;
        };
        /**
         * One hand-over with its photos and remarks
         * @description Its photos are shown at `/v1/bundles/{id}/photos/{number}/large`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    hand_over_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "round_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "allocation_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "officer_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "outcome": "visited",
                         *       "received_by": "self",
                         *       "card_check": "matches",
                         *       "failure": "not_at_home",
                         *       "handed_over_at": "2026-11-20T09:12:00+07:00",
                         *       "received_at": "2026-11-20T09:12:00+07:00",
                         *       "check": {
                         *         "run": 1,
                         *         "weight": 1,
                         *         "flags": [
                         *           {
                         *             "code": "far_from_household",
                         *             "severity": "note",
                         *             "place": "position",
                         *             "details": {
                         *               "metres": 640
                         *             },
                         *             "words": {
                         *               "id": "Posisi berada 320 m di luar wilayah",
                         *               "en": "The position lies 320 m outside the area"
                         *             }
                         *           }
                         *         ],
                         *         "checked_at": "2026-11-20T09:12:00+07:00"
                         *       },
                         *       "receiver_name": "Siti Aminah",
                         *       "receiver_relationship": "self",
                         *       "note": "Rumah paling ujung, atap bocor",
                         *       "latitude_e7": 1,
                         *       "longitude_e7": 1,
                         *       "accuracy_mm": 1,
                         *       "position_samples": [
                         *         {}
                         *       ],
                         *       "position_missing_reason": "Langit tertutup, tidak ada sinyal",
                         *       "completed_at": "2026-11-20T09:12:00+07:00",
                         *       "remarks": [
                         *         "accuracy_low"
                         *       ],
                         *       "photos": [
                         *         {
                         *           "number": 1,
                         *           "kind": "house_front",
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "taken_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["HandOver"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /**
         * Confirm what became of a package, under an id made by the phone (UUIDv7)
         * @description Idempotent: the same id with the same content answers 200 with the same receipt, with other content 409.
         *     A second delivery of one package answers 409 `already_handed_over` and says when and by which officer it was
         *     confirmed. The receipt names the photos that are missing; send each to its `upload_url`, or all of them behind the
         *     document: one line of JSON, a line feed, and the photos in the order of the manifest.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    hand_over_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "allocation_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "outcome": "delivered",
                     *       "received_by": "self",
                     *       "receiver_name": "Siti Aminah",
                     *       "receiver_relationship": "anak",
                     *       "card_check": "matches",
                     *       "failure": "not_at_home",
                     *       "note": "Rumah paling ujung, atap bocor",
                     *       "position": {
                     *         "latitude_e7": -77001234,
                     *         "longitude_e7": 1143801234,
                     *         "accuracy_mm": 0,
                     *         "samples": [
                     *           {}
                     *         ]
                     *       },
                     *       "position_missing_reason": "Langit tertutup, tidak ada sinyal",
                     *       "photos": [
                     *         {
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "size": 1,
                     *           "kind": "document",
                     *           "taken_at": "2026-11-20T09:12:00+07:00",
                     *           "latitude_e7": -900000000,
                     *           "longitude_e7": -1800000000,
                     *           "accuracy_mm": 0,
                     *           "envelope": {}
                     *         }
                     *       ],
                     *       "handed_over_at": "2026-03-04T09:12:00+07:00"
                     *     }
                     */
                    "application/json": components["schemas"]["HandOverReport"];
                    "application/vnd.field-api.bundle": string;
                };
            };
            responses: {
                /** @description The same hand-over was received before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "content_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "repeated": true,
                         *       "received_at": "2026-11-20T09:12:00+07:00",
                         *       "complete": true,
                         *       "completed_at": "2026-11-20T09:12:00+07:00",
                         *       "photo_count": 1,
                         *       "missing": [
                         *         {
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "kind": "house_front",
                         *           "offset": 1,
                         *           "upload_url": "/v1/photos/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["BundleReceipt"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "content_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "repeated": true,
                         *       "received_at": "2026-11-20T09:12:00+07:00",
                         *       "complete": true,
                         *       "completed_at": "2026-11-20T09:12:00+07:00",
                         *       "photo_count": 1,
                         *       "missing": [
                         *         {
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "kind": "house_front",
                         *           "offset": 1,
                         *           "upload_url": "/v1/photos/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["BundleReceipt"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hand-overs/{hand_over_id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hand_over_id: string;
            };
            cookie?: never;
        };
        /** What the server holds of my hand-over; the phone deletes nothing before it is complete */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    hand_over_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "content_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "repeated": true,
                         *       "received_at": "2026-11-20T09:12:00+07:00",
                         *       "complete": true,
                         *       "completed_at": "2026-11-20T09:12:00+07:00",
                         *       "photo_count": 1,
                         *       "missing": [
                         *         {
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "kind": "house_front",
                         *           "offset": 1,
                         *           "upload_url": "/v1/photos/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["BundleReceipt"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hand-overs/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hand-overs in my area, of one round when it is named, as CSV
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description Only of this round */
                    round?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hand-overs/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hand-overs in my area, of one round when it is named, as XLSX
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description Only of this round */
                    round?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/households": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Households in my area, by area code */
        get: {
            parameters: {
                query?: {
                    /** @description Under this code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "31.75.06.1004.008.003",
                         *           "address": "Jl. Melati No. 7",
                         *           "latitude_e7": -61234567,
                         *           "longitude_e7": 1069876543,
                         *           "registered_at": "2026-11-20T09:12:00+07:00",
                         *           "import_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["HouseholdPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/households/{household_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                household_id: string;
            };
            cookie?: never;
        };
        /** One household with its members of today, its family cards and its enrolments; the look is recorded (A3) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    household_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "31.75.06.1004.008.003",
                         *       "address": "Jl. Melati No. 7",
                         *       "latitude_e7": -61234567,
                         *       "longitude_e7": 1069876543,
                         *       "registered_at": "2026-11-20T09:12:00+07:00",
                         *       "import_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "family_cards": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "number_masked": "3175********0001",
                         *           "valid_from": "2026-11-20",
                         *           "valid_to": "2026-11-20"
                         *         }
                         *       ],
                         *       "members": [
                         *         {
                         *           "person": {
                         *             "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "area_code": "35.99.01.1001.001.002",
                         *             "nik_masked": "3175********9001",
                         *             "nik_status": "given",
                         *             "name": "Siti Aminah",
                         *             "sex": "F",
                         *             "birth_place": "Banyuwangi",
                         *             "birth_date": "2026-11-20",
                         *             "mother_name": "Sumiati",
                         *             "occupation": "Buruh tani",
                         *             "education": "primary",
                         *             "findings": [
                         *               {
                         *                 "code": "nik_region_differs",
                         *                 "detail": "Kolom NIK berisi 15 angka"
                         *               }
                         *             ],
                         *             "registered_at": "2026-11-20T09:12:00+07:00",
                         *             "erased_at": "2026-11-20T09:12:00+07:00"
                         *           },
                         *           "relationship": "head",
                         *           "valid_from": "2026-11-20"
                         *         }
                         *       ],
                         *       "enrolments": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "programme_code": "pkh",
                         *           "component": "elementary_school",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "created_at": "2026-11-20T09:12:00+07:00",
                         *           "status": "proposed",
                         *           "statuses": [
                         *             {
                         *               "status": "proposed",
                         *               "effective_from": "2026-11-20",
                         *               "reason": "Foto dapur terlalu gelap",
                         *               "list_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *               "recorded_at": "2026-11-20T09:12:00+07:00"
                         *             }
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["HouseholdDetail"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Register a household under an id that I made (UUIDv7); the same again changes nothing */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    household_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "area_code": "31.75.06.1004.008.003",
                     *       "address": "Jl. Melati No. 7",
                     *       "latitude_e7": -61234567,
                     *       "longitude_e7": 1069876543
                     *     }
                     */
                    "application/json": components["schemas"]["NewHousehold"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "31.75.06.1004.008.003",
                         *       "address": "Jl. Melati No. 7",
                         *       "latitude_e7": -61234567,
                         *       "longitude_e7": 1069876543,
                         *       "registered_at": "2026-11-20T09:12:00+07:00",
                         *       "import_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                         *     }
                         */
                        "application/json": components["schemas"]["Household"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct address, position or area (If-Match); the members follow into another area (B5) */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    household_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "area_code": "35.99.01.1001.001.002",
                     *       "address": "Jl. Melati No. 7",
                     *       "latitude_e7": -61234567,
                     *       "longitude_e7": 1069876543
                     *     }
                     */
                    "application/json": components["schemas"]["HouseholdChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "31.75.06.1004.008.003",
                         *       "address": "Jl. Melati No. 7",
                         *       "latitude_e7": -61234567,
                         *       "longitude_e7": 1069876543,
                         *       "registered_at": "2026-11-20T09:12:00+07:00",
                         *       "import_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                         *     }
                         */
                        "application/json": components["schemas"]["Household"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        trace?: never;
    };
    "/v1/households/{household_id}/family-cards": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                household_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a No. KK from a day on; the card it replaces ends that day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    household_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "number": "3175060403190001",
                     *       "valid_from": "2026-11-20",
                     *       "replaces": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                     *     }
                     */
                    "application/json": components["schemas"]["NewFamilyCard"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "number_masked": "3175********0001",
                         *       "valid_from": "2026-11-20",
                         *       "valid_to": "2026-11-20"
                         *     }
                         */
                        "application/json": components["schemas"]["FamilyCard"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/households/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Several households as each alone is shown, for a phone that goes offline; every look is recorded (A3)
         * @description Those that are not in my area are left out.
         */
        get: {
            parameters: {
                query: {
                    id: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example [
                         *       {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "31.75.06.1004.008.003",
                         *         "address": "Jl. Melati No. 7",
                         *         "latitude_e7": -61234567,
                         *         "longitude_e7": 1069876543,
                         *         "registered_at": "2026-11-20T09:12:00+07:00",
                         *         "import_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "family_cards": [
                         *           {
                         *             "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "number_masked": "3175********0001",
                         *             "valid_from": "2026-11-20",
                         *             "valid_to": "2026-11-20"
                         *           }
                         *         ],
                         *         "members": [
                         *           {
                         *             "person": {
                         *               "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *               "area_code": "35.99.01.1001.001.002",
                         *               "nik_masked": "3175********9001",
                         *               "nik_status": "given",
                         *               "name": "Siti Aminah",
                         *               "sex": "F",
                         *               "birth_place": "Banyuwangi",
                         *               "birth_date": "2026-11-20",
                         *               "mother_name": "Sumiati",
                         *               "occupation": "Buruh tani",
                         *               "education": "primary",
                         *               "findings": [
                         *                 {
                         *                   "code": "nik_region_differs",
                         *                   "detail": "Kolom NIK berisi 15 angka"
                         *                 }
                         *               ],
                         *               "registered_at": "2026-11-20T09:12:00+07:00",
                         *               "erased_at": "2026-11-20T09:12:00+07:00"
                         *             },
                         *             "relationship": "head",
                         *             "valid_from": "2026-11-20"
                         *           }
                         *         ],
                         *         "enrolments": [
                         *           {
                         *             "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "area_code": "35.99.01.1001.001.002",
                         *             "programme_code": "pkh",
                         *             "component": "elementary_school",
                         *             "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "created_at": "2026-11-20T09:12:00+07:00",
                         *             "status": "proposed",
                         *             "statuses": [
                         *               {
                         *                 "status": "proposed",
                         *                 "effective_from": "2026-11-20",
                         *                 "reason": "Foto dapur terlalu gelap",
                         *                 "list_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *                 "recorded_at": "2026-11-20T09:12:00+07:00"
                         *               }
                         *             ]
                         *           }
                         *         ]
                         *       }
                         *     ]
                         */
                        "application/json": components["schemas"]["HouseholdDetail"][];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/households/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everybody in my area with their household, as CSV
         * @description The headers state its rows and its SHA-256. NIK and No. KK are masked; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Under this code */
                    area?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/households/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everybody in my area with their household, as XLSX
         * @description The headers state its rows and its SHA-256. NIK and No. KK are masked; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Under this code */
                    area?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/households/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Households in my area that hold, or held, this No. KK */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "family_card": "3175060403190001"
                     *     }
                     */
                    "application/json": components["schemas"]["CardSearch"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example [
                         *       {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "31.75.06.1004.008.003",
                         *         "address": "Jl. Melati No. 7",
                         *         "latitude_e7": -61234567,
                         *         "longitude_e7": 1069876543,
                         *         "registered_at": "2026-11-20T09:12:00+07:00",
                         *         "import_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                         *       }
                         *     ]
                         */
                        "application/json": components["schemas"]["Household"][];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports of my area, in the order in which they were sent */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    /** @description Which come first; keep it from page to page */
                    order?: "oldest" | "newest";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "file_name": "rumah-tangga.csv",
                         *           "file_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "status": "running",
                         *           "refusal": {
                         *             "code": "file_unreadable",
                         *             "detail": "The file is empty. Choose another one.",
                         *             "problems": [
                         *               {
                         *                 "pointer": "/answers/roof",
                         *                 "code": "missing",
                         *                 "detail": "Kolom NIK berisi 15 angka",
                         *                 "remedy": "Write the column as text"
                         *               }
                         *             ]
                         *           },
                         *           "bytes_total": 1,
                         *           "bytes_read": 1,
                         *           "rows_read": 1,
                         *           "rows_rejected": 1,
                         *           "households_stored": 1,
                         *           "people_stored": 1,
                         *           "rows_known": 1,
                         *           "requested_at": "2026-11-20T09:12:00+07:00",
                         *           "finished_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["ImportPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /**
         * Send a CSV or XLSX of people, one row each (multipart)
         * @description The answer names where to watch it. Bad rows are rejected one by one; a file whose numbers a spreadsheet has damaged
         *     is refused as a whole. Sending a file again, whole or corrected, doubles nobody.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": components["schemas"]["HouseholdFileForm"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "file_name": "rumah-tangga.csv",
                         *       "file_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "status": "running",
                         *       "refusal": {
                         *         "code": "file_unreadable",
                         *         "detail": "The file is empty. Choose another one.",
                         *         "problems": [
                         *           {
                         *             "pointer": "/answers/roof",
                         *             "code": "missing",
                         *             "detail": "Kolom NIK berisi 15 angka",
                         *             "remedy": "Write the column as text"
                         *           }
                         *         ]
                         *       },
                         *       "bytes_total": 1,
                         *       "bytes_read": 1,
                         *       "rows_read": 1,
                         *       "rows_rejected": 1,
                         *       "households_stored": 1,
                         *       "people_stored": 1,
                         *       "rows_known": 1,
                         *       "requested_at": "2026-11-20T09:12:00+07:00",
                         *       "finished_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Import"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        /** How far an import is, and how it ended */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    import_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "file_name": "rumah-tangga.csv",
                         *       "file_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "status": "running",
                         *       "refusal": {
                         *         "code": "file_unreadable",
                         *         "detail": "The file is empty. Choose another one.",
                         *         "problems": [
                         *           {
                         *             "pointer": "/answers/roof",
                         *             "code": "missing",
                         *             "detail": "Kolom NIK berisi 15 angka",
                         *             "remedy": "Write the column as text"
                         *           }
                         *         ]
                         *       },
                         *       "bytes_total": 1,
                         *       "bytes_read": 1,
                         *       "rows_read": 1,
                         *       "rows_rejected": 1,
                         *       "households_stored": 1,
                         *       "people_stored": 1,
                         *       "rows_known": 1,
                         *       "requested_at": "2026-11-20T09:12:00+07:00",
                         *       "finished_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Import"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/rejections": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        /** Rows that were not taken: row number, field, reason, remedy, in the order of the file */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                };
                header?: never;
                path: {
                    import_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "row": 12,
                         *           "field": "nik",
                         *           "code": "nik_invalid",
                         *           "detail": "Kolom NIK berisi 15 angka",
                         *           "remedy": "Write the column as text",
                         *           "remedy_indonesian": "Tulis kolom sebagai teks"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["RejectionPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/rejections.csv": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        /**
         * The report of rejected rows, as CSV
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    import_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/rejections.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        /**
         * The report of rejected rows, as XLSX
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    import_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Imports of my area, and how each ended, as CSV
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Imports of my area, and how each ended, as XLSX
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instruments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every published version of every instrument */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example [
                         *       {
                         *         "code": "bps-14",
                         *         "version": "2005",
                         *         "title": {},
                         *         "valid_from": "2026-11-20",
                         *         "document_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *       }
                         *     ]
                         */
                        "application/json": components["schemas"]["InstrumentSummary"][];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /**
         * Publish a version of an instrument; the same document again changes nothing
         * @description A published version never changes: a visit keeps the one that judged it. Give a change a new version.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "document": {}
                     *     }
                     */
                    "application/json": components["schemas"]["NewInstrument"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "bps-14",
                         *       "version": "2005",
                         *       "title": {},
                         *       "valid_from": "2026-11-20",
                         *       "document_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *     }
                         */
                        "application/json": components["schemas"]["InstrumentSummary"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instruments/{code}/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                version: string;
            };
            cookie?: never;
        };
        /** One version with its questions, criteria and scoring, word for word */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    version: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "bps-14",
                         *       "version": "2005",
                         *       "title": {},
                         *       "valid_from": "2026-11-20",
                         *       "document_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "document": {},
                         *       "published_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Instrument"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in my area, in the order of writing; of a period, in the order of time */
        get: {
            parameters: {
                query?: {
                    /** @description The user who did it */
                    actor_id?: string | null;
                    /** @description Everything under this code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    event?: "areas.imported" | "area.polygon_repaired" | "user.created" | "user.changed" | "user.password_changed" | "role.granted" | "role.revoked" | "session.opened" | "session.revoked" | "device.registered" | "device.revoked" | "household.registered" | "household.changed" | "person.registered" | "person.changed" | "person.erased" | "membership.started" | "membership.ended" | "family_card.recorded" | "programme.defined" | "enrolment.created" | "enrolment.status_changed" | "import.requested" | "import.batch_stored" | "import.finished" | "numbers.resealed" | "instrument.published" | "visit.assigned" | "assignment.changed" | "assignment.withdrawn" | "visit.submitted" | "photo.stored" | "visit.completed" | "photo.inspected" | "visit.checked" | "thresholds.set" | "photo.reuse_found" | "case.opened" | "case.resubmitted" | "case.decided" | "sample.drawn" | "second_review.taken" | "second_review.answered" | "back_check.assigned" | "back_check.answered" | "list.drafted" | "list.changed" | "list.sealed" | "list.endorsed" | "round.opened" | "round.batch_allocated" | "round.allocated" | "round.closed" | "package.handed_over" | "package.not_handed_over" | "hand_over.completed" | "hand_over.checked" | "digests.begun" | null;
                    limit?: number;
                    /** @description Which come first; keep it from page to page */
                    order?: "oldest" | "newest";
                    /** @description From this moment on */
                    since?: string | null;
                    /** @description What it happened to */
                    subject_id?: string | null;
                    /** @description Before this moment */
                    until?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "seq": 1,
                         *           "position": 1,
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "event": "visit.completed",
                         *           "subject_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "actor_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "device_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "request_id": "8c1f0b7e2d5a4c3f9e6b1a2d3c4f5e6a",
                         *           "recorded_at": "2026-11-20T09:12:00+07:00",
                         *           "data": {}
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["EntryPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The journal of my area, as CSV
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The user who did it */
                    actor_id?: string | null;
                    /** @description Everything under this code */
                    area?: string | null;
                    event?: "areas.imported" | "area.polygon_repaired" | "user.created" | "user.changed" | "user.password_changed" | "role.granted" | "role.revoked" | "session.opened" | "session.revoked" | "device.registered" | "device.revoked" | "household.registered" | "household.changed" | "person.registered" | "person.changed" | "person.erased" | "membership.started" | "membership.ended" | "family_card.recorded" | "programme.defined" | "enrolment.created" | "enrolment.status_changed" | "import.requested" | "import.batch_stored" | "import.finished" | "numbers.resealed" | "instrument.published" | "visit.assigned" | "assignment.changed" | "assignment.withdrawn" | "visit.submitted" | "photo.stored" | "visit.completed" | "photo.inspected" | "visit.checked" | "thresholds.set" | "photo.reuse_found" | "case.opened" | "case.resubmitted" | "case.decided" | "sample.drawn" | "second_review.taken" | "second_review.answered" | "back_check.assigned" | "back_check.answered" | "list.drafted" | "list.changed" | "list.sealed" | "list.endorsed" | "round.opened" | "round.batch_allocated" | "round.allocated" | "round.closed" | "package.handed_over" | "package.not_handed_over" | "hand_over.completed" | "hand_over.checked" | "digests.begun" | null;
                    /** @description From this moment on */
                    since?: string | null;
                    /** @description What it happened to */
                    subject_id?: string | null;
                    /** @description Before this moment */
                    until?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The journal of my area, as XLSX
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The user who did it */
                    actor_id?: string | null;
                    /** @description Everything under this code */
                    area?: string | null;
                    event?: "areas.imported" | "area.polygon_repaired" | "user.created" | "user.changed" | "user.password_changed" | "role.granted" | "role.revoked" | "session.opened" | "session.revoked" | "device.registered" | "device.revoked" | "household.registered" | "household.changed" | "person.registered" | "person.changed" | "person.erased" | "membership.started" | "membership.ended" | "family_card.recorded" | "programme.defined" | "enrolment.created" | "enrolment.status_changed" | "import.requested" | "import.batch_stored" | "import.finished" | "numbers.resealed" | "instrument.published" | "visit.assigned" | "assignment.changed" | "assignment.withdrawn" | "visit.submitted" | "photo.stored" | "visit.completed" | "photo.inspected" | "visit.checked" | "thresholds.set" | "photo.reuse_found" | "case.opened" | "case.resubmitted" | "case.decided" | "sample.drawn" | "second_review.taken" | "second_review.answered" | "back_check.assigned" | "back_check.answered" | "list.drafted" | "list.changed" | "list.sealed" | "list.endorsed" | "round.opened" | "round.batch_allocated" | "round.allocated" | "round.closed" | "package.handed_over" | "package.not_handed_over" | "hand_over.completed" | "hand_over.checked" | "digests.begun" | null;
                    /** @description From this moment on */
                    since?: string | null;
                    /** @description What it happened to */
                    subject_id?: string | null;
                    /** @description Before this moment */
                    until?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Endorsement lists of my area */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    /** @description Which come first; keep it from page to page */
                    order?: "oldest" | "newest";
                    period?: string | null;
                    programme?: string | null;
                    state?: "draft" | "sealed" | "endorsed" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "title": "Paket sembako November",
                         *           "period": "2026-11",
                         *           "programme_code": "pkh",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "state": "draft",
                         *           "counts": {},
                         *           "drafted_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "drafted_by_name": "Adi Nugroho",
                         *           "drafted_at": "2026-11-20T09:12:00+07:00",
                         *           "sealed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "sealed_by_name": "Adi Nugroho",
                         *           "sealed_at": "2026-11-20T09:12:00+07:00",
                         *           "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "letter_number": "460/1234/2026",
                         *           "letter_date": "2026-11-20",
                         *           "letter_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "signatory_name": "Sri Wahyuni",
                         *           "signatory_capacity": "kepala_daerah",
                         *           "endorsed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "endorsed_by_name": "Sri Wahyuni",
                         *           "endorsed_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["ListPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Begin a list for one programme, area and month; the same again is no error */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "title": "Penetapan PKH November",
                     *       "period": "2026-11",
                     *       "programme_code": "pkh",
                     *       "area_code": "31.75.06"
                     *     }
                     */
                    "application/json": components["schemas"]["NewList"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "title": "Paket sembako November",
                         *       "period": "2026-11",
                         *       "programme_code": "pkh",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "state": "draft",
                         *       "counts": {},
                         *       "drafted_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "drafted_by_name": "Adi Nugroho",
                         *       "drafted_at": "2026-11-20T09:12:00+07:00",
                         *       "sealed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "sealed_by_name": "Adi Nugroho",
                         *       "sealed_at": "2026-11-20T09:12:00+07:00",
                         *       "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "size": 1,
                         *       "letter_number": "460/1234/2026",
                         *       "letter_date": "2026-11-20",
                         *       "letter_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "signatory_name": "Sri Wahyuni",
                         *       "signatory_capacity": "kepala_daerah",
                         *       "endorsed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "endorsed_by_name": "Sri Wahyuni",
                         *       "endorsed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["List"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
            };
            cookie?: never;
        };
        /** One list with its counts, seal and letter */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "title": "Paket sembako November",
                         *       "period": "2026-11",
                         *       "programme_code": "pkh",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "state": "draft",
                         *       "counts": {},
                         *       "drafted_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "drafted_by_name": "Adi Nugroho",
                         *       "drafted_at": "2026-11-20T09:12:00+07:00",
                         *       "sealed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "sealed_by_name": "Adi Nugroho",
                         *       "sealed_at": "2026-11-20T09:12:00+07:00",
                         *       "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "size": 1,
                         *       "letter_number": "460/1234/2026",
                         *       "letter_date": "2026-11-20",
                         *       "letter_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "signatory_name": "Sri Wahyuni",
                         *       "signatory_capacity": "kepala_daerah",
                         *       "endorsed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "endorsed_by_name": "Sri Wahyuni",
                         *       "endorsed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["List"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/endorsement": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand in the signed letter; the determinations come into force from its date (If-Match)
         * @description Not for anybody who decided a case on the list. The same letter again answers the same.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": components["schemas"]["LetterFile"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "title": "Paket sembako November",
                         *       "period": "2026-11",
                         *       "programme_code": "pkh",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "state": "draft",
                         *       "counts": {},
                         *       "drafted_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "drafted_by_name": "Adi Nugroho",
                         *       "drafted_at": "2026-11-20T09:12:00+07:00",
                         *       "sealed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "sealed_by_name": "Adi Nugroho",
                         *       "sealed_at": "2026-11-20T09:12:00+07:00",
                         *       "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "size": 1,
                         *       "letter_number": "460/1234/2026",
                         *       "letter_date": "2026-11-20",
                         *       "letter_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "signatory_name": "Sri Wahyuni",
                         *       "signatory_capacity": "kepala_daerah",
                         *       "endorsed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "endorsed_by_name": "Sri Wahyuni",
                         *       "endorsed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["List"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
            };
            cookie?: never;
        };
        /**
         * The items of a list, NIK masked, as CSV
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
            };
            cookie?: never;
        };
        /**
         * The items of a list, NIK masked, as XLSX
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
            };
            cookie?: never;
        };
        /** The items of a list, by number once it is sealed */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                };
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "number": 1,
                         *           "determination_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "decision_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "reviewer_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "component": "elementary_school",
                         *           "eligible": true,
                         *           "without_field_evidence": true,
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "recipient_name": "Siti Aminah",
                         *           "nik_masked": "3599************",
                         *           "address": "Jl. Melati No. 7"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["ListItemPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Put determinations on a draft: the named ones, or all that are ready in its area (If-Match) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "determination_ids": [
                     *         "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddedItems"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "title": "Paket sembako November",
                         *       "period": "2026-11",
                         *       "programme_code": "pkh",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "state": "draft",
                         *       "counts": {},
                         *       "drafted_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "drafted_by_name": "Adi Nugroho",
                         *       "drafted_at": "2026-11-20T09:12:00+07:00",
                         *       "sealed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "sealed_by_name": "Adi Nugroho",
                         *       "sealed_at": "2026-11-20T09:12:00+07:00",
                         *       "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "size": 1,
                         *       "letter_number": "460/1234/2026",
                         *       "letter_date": "2026-11-20",
                         *       "letter_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "signatory_name": "Sri Wahyuni",
                         *       "signatory_capacity": "kepala_daerah",
                         *       "endorsed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "endorsed_by_name": "Sri Wahyuni",
                         *       "endorsed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["List"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/items/{determination_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                determination_id: string;
                list_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take one determination off a draft (If-Match) */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    determination_id: string;
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "title": "Paket sembako November",
                         *       "period": "2026-11",
                         *       "programme_code": "pkh",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "state": "draft",
                         *       "counts": {},
                         *       "drafted_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "drafted_by_name": "Adi Nugroho",
                         *       "drafted_at": "2026-11-20T09:12:00+07:00",
                         *       "sealed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "sealed_by_name": "Adi Nugroho",
                         *       "sealed_at": "2026-11-20T09:12:00+07:00",
                         *       "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "size": 1,
                         *       "letter_number": "460/1234/2026",
                         *       "letter_date": "2026-11-20",
                         *       "letter_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "signatory_name": "Sri Wahyuni",
                         *       "signatory_capacity": "kepala_daerah",
                         *       "endorsed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "endorsed_by_name": "Sri Wahyuni",
                         *       "endorsed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["List"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/items/{number}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
                number: number;
            };
            cookie?: never;
        };
        /** The proof that one item is on a sealed list, with nothing of the others; every look is recorded */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                    number: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "format": "field-api.list-proof.v1",
                         *       "origin": "dinsos.example/log",
                         *       "list_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "statement": {},
                         *       "salt": "c2FsdCBvZiBhbiBlbnRyeQ",
                         *       "index": 1,
                         *       "size": 1,
                         *       "proof": [
                         *         "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *       ],
                         *       "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *     }
                         */
                        "application/json": components["schemas"]["ListProof"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/letter-draft.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
            };
            cookie?: never;
        };
        /** The letter to be signed (surat pengesahan), with number and date left blank; every look is recorded */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/letter.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
            };
            cookie?: never;
        };
        /** The signed letter; every look is recorded */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/{list_id}/seal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
            };
            cookie?: never;
        };
        /** Compute the root of a sealed list again, and say whether it is still the sealed one */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "sealed_root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "found_root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "size": 1,
                         *       "erased": 1,
                         *       "intact": true
                         *     }
                         */
                        "application/json": components["schemas"]["SealCheck"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Number the items and fix the Merkle root over exactly them; nothing on the list changes any more (If-Match) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "title": "Paket sembako November",
                         *       "period": "2026-11",
                         *       "programme_code": "pkh",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "state": "draft",
                         *       "counts": {},
                         *       "drafted_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "drafted_by_name": "Adi Nugroho",
                         *       "drafted_at": "2026-11-20T09:12:00+07:00",
                         *       "sealed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "sealed_by_name": "Adi Nugroho",
                         *       "sealed_at": "2026-11-20T09:12:00+07:00",
                         *       "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "size": 1,
                         *       "letter_number": "460/1234/2026",
                         *       "letter_date": "2026-11-20",
                         *       "letter_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "signatory_name": "Sri Wahyuni",
                         *       "signatory_capacity": "kepala_daerah",
                         *       "endorsed_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "endorsed_by_name": "Sri Wahyuni",
                         *       "endorsed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["List"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Endorsement lists of my area with their counts and letters, as CSV
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    period?: string | null;
                    programme?: string | null;
                    state?: "draft" | "sealed" | "endorsed" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lists/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Endorsement lists of my area with their counts and letters, as XLSX
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    period?: string | null;
                    programme?: string | null;
                    state?: "draft" | "sealed" | "endorsed" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My account and the roles I hold, past and present */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "username": "verifikator",
                         *       "full_name": "Budi Santoso",
                         *       "active": true,
                         *       "created_at": "2026-11-20T09:12:00+07:00",
                         *       "roles": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "role": "verifier",
                         *           "area_code": "35.99.01",
                         *           "valid_from": "2026-11-20",
                         *           "valid_to": "2026-11-20"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["User"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My registered phones */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example [
                         *       {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "label": "Redmi 12C",
                         *         "public_key": {
                         *           "kty": "EC",
                         *           "crv": "P-256",
                         *           "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                         *           "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
                         *         },
                         *         "registered_at": "2026-11-20T09:12:00+07:00",
                         *         "revoked_at": "2026-11-20T09:12:00+07:00"
                         *       }
                         *     ]
                         */
                        "application/json": components["schemas"]["Device"][];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/devices/{device_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Register the public key of this phone; the private key never leaves it */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "label": "Redmi 12C",
                     *       "public_key": {
                     *         "kty": "EC",
                     *         "crv": "P-256",
                     *         "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                     *         "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
                     *       },
                     *       "registered_at": "2026-11-20T09:12:00+07:00",
                     *       "revoked_at": "2026-11-20T09:12:00+07:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Device"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "label": "Redmi 12C",
                         *       "public_key": {
                         *         "kty": "EC",
                         *         "crv": "P-256",
                         *         "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                         *         "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
                         *       },
                         *       "registered_at": "2026-11-20T09:12:00+07:00",
                         *       "revoked_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Device"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Take a lost phone out of use; what it signed before stays valid */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change my password; every session ends, this one too */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "old_password": "kata sandi yang lama",
                     *       "password": "kata sandi yang panjang"
                     *     }
                     */
                    "application/json": components["schemas"]["Password"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        /** One person with all memberships, past and present; the look is recorded (A3) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "nik_masked": "3175********9001",
                         *       "nik_status": "given",
                         *       "name": "Siti Aminah",
                         *       "sex": "F",
                         *       "birth_place": "Banyuwangi",
                         *       "birth_date": "2026-11-20",
                         *       "mother_name": "Sumiati",
                         *       "occupation": "Buruh tani",
                         *       "education": "primary",
                         *       "findings": [
                         *         {
                         *           "code": "nik_region_differs",
                         *           "detail": "Kolom NIK berisi 15 angka"
                         *         }
                         *       ],
                         *       "registered_at": "2026-11-20T09:12:00+07:00",
                         *       "erased_at": "2026-11-20T09:12:00+07:00",
                         *       "memberships": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "relationship": "head",
                         *           "valid_from": "2026-11-20",
                         *           "valid_to": "2026-11-20"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["PersonDetail"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Register a person in a household under an id that I made (UUIDv7); the same again changes nothing */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "nik": "3175065708849001",
                     *       "nik_temporary": true,
                     *       "name": "Siti Aminah",
                     *       "sex": "M",
                     *       "birth_place": "Banyuwangi",
                     *       "birth_date": "2026-11-20",
                     *       "mother_name": "Sumiati",
                     *       "occupation": "Buruh tani",
                     *       "education": "primary",
                     *       "relationship": "head",
                     *       "member_from": "2026-11-20"
                     *     }
                     */
                    "application/json": components["schemas"]["NewPerson"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "nik_masked": "3175********9001",
                         *       "nik_status": "given",
                         *       "name": "Siti Aminah",
                         *       "sex": "F",
                         *       "birth_place": "Banyuwangi",
                         *       "birth_date": "2026-11-20",
                         *       "mother_name": "Sumiati",
                         *       "occupation": "Buruh tani",
                         *       "education": "primary",
                         *       "findings": [
                         *         {
                         *           "code": "nik_region_differs",
                         *           "detail": "Kolom NIK berisi 15 angka"
                         *         }
                         *       ],
                         *       "registered_at": "2026-11-20T09:12:00+07:00",
                         *       "erased_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Person"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct what is known of a person (If-Match); findings are concluded anew (B5) */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "nik": "3175065708849001",
                     *       "nik_status": "given",
                     *       "name": "Siti Aminah",
                     *       "sex": "M",
                     *       "birth_place": "Banyuwangi",
                     *       "birth_date": "2026-11-20",
                     *       "mother_name": "Sumiati",
                     *       "occupation": "Buruh tani",
                     *       "education": "primary"
                     *     }
                     */
                    "application/json": components["schemas"]["PersonChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "nik_masked": "3175********9001",
                         *       "nik_status": "given",
                         *       "name": "Siti Aminah",
                         *       "sex": "F",
                         *       "birth_place": "Banyuwangi",
                         *       "birth_date": "2026-11-20",
                         *       "mother_name": "Sumiati",
                         *       "occupation": "Buruh tani",
                         *       "education": "primary",
                         *       "findings": [
                         *         {
                         *           "code": "nik_region_differs",
                         *           "detail": "Kolom NIK berisi 15 angka"
                         *         }
                         *       ],
                         *       "registered_at": "2026-11-20T09:12:00+07:00",
                         *       "erased_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Person"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        trace?: never;
    };
    "/v1/people/{person_id}/clear-nik": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The NIK in clear, for a stated reason; who looked, when and why is recorded */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "Foto dapur terlalu gelap"
                     *     }
                     */
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "nik": "3175065708849001"
                         *     }
                         */
                        "application/json": components["schemas"]["ClearNik"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}/departures": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that a person died or went away (A6); enrolments end by a decision, not here */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "left_on": "2026-11-20",
                     *       "cause": "died"
                     *     }
                     */
                    "application/json": components["schemas"]["Departure"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "relationship": "head",
                         *       "valid_from": "2026-11-20",
                         *       "valid_to": "2026-11-20"
                         *     }
                         */
                        "application/json": components["schemas"]["Membership"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase what names a person, for ever; ids, hashes and outcomes stay, and the record stays verifiable
         * @description A job removes the photos from the bucket within seconds, when they were asked for.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "legal_basis": "subject_request",
                     *       "reason": "Surat permohonan 12/XI/2026",
                     *       "with_photos": true
                     *     }
                     */
                    "application/json": components["schemas"]["ErasureForm"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "erased_at": "2026-11-20T09:12:00+07:00",
                         *       "counts": {}
                         *     }
                         */
                        "application/json": components["schemas"]["ErasureReport"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a person to another household of my area from a day on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "relationship": "head",
                     *       "moved_on": "2026-11-20"
                     *     }
                     */
                    "application/json": components["schemas"]["Move"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "relationship": "head",
                         *       "valid_from": "2026-11-20",
                         *       "valid_to": "2026-11-20"
                         *     }
                         */
                        "application/json": components["schemas"]["Membership"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** People in my area by words of the name, by NIK, by area; all of them together narrow */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "limit": 1,
                     *       "cursor": "WyIzNS45OSJd",
                     *       "name": "Siti Aminah",
                     *       "nik": "3175065708849001",
                     *       "area": "31.75.06"
                     *     }
                     */
                    "application/json": components["schemas"]["PersonSearch"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "nik_masked": "3175********9001",
                         *           "nik_status": "given",
                         *           "name": "Siti Aminah",
                         *           "sex": "F",
                         *           "birth_place": "Banyuwangi",
                         *           "birth_date": "2026-11-20",
                         *           "mother_name": "Sumiati",
                         *           "occupation": "Buruh tani",
                         *           "education": "primary",
                         *           "findings": [
                         *             {
                         *               "code": "nik_region_differs",
                         *               "detail": "Kolom NIK berisi 15 angka"
                         *             }
                         *           ],
                         *           "registered_at": "2026-11-20T09:12:00+07:00",
                         *           "erased_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["PersonPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/photos/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        /** What this server speaks (tus) */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        /** How many bytes of a declared photo the server holds (Upload-Offset) */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        /**
         * Append bytes of a declared photo at Upload-Offset
         * @description Send `Content-Type: application/offset+octet-stream`. What arrives before a connection breaks is kept. The last
         *     byte triggers the hash check; `Bundle-Completed` then names the visits and hand-overs that are complete now.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description offset_mismatch (the answer names the offset) or photo_hash_mismatch (begin again) */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        trace?: never;
    };
    "/v1/programmes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All programmes with their components */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example [
                         *       {
                         *         "code": "pkh",
                         *         "name": "Siti Aminah",
                         *         "unit": "person",
                         *         "components": [
                         *           {
                         *             "code": "elderly",
                         *             "name": "Lanjut usia",
                         *             "amount": 2400000,
                         *             "per": "year",
                         *             "goods": "10 kg beras",
                         *             "age_from": 1,
                         *             "age_below": 1,
                         *             "condition": "school_age",
                         *             "source": "Kepmensos 262/2022"
                         *           }
                         *         ],
                         *         "legal_basis": "Permensos 1/2018",
                         *         "valid_from": "2026-11-20",
                         *         "valid_to": "2026-11-20"
                         *       }
                         *     ]
                         */
                        "application/json": components["schemas"]["Programme"][];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programmes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        /** One programme */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "pkh",
                         *       "name": "Siti Aminah",
                         *       "unit": "person",
                         *       "components": [
                         *         {
                         *           "code": "elderly",
                         *           "name": "Lanjut usia",
                         *           "amount": 2400000,
                         *           "per": "year",
                         *           "goods": "10 kg beras",
                         *           "age_from": 1,
                         *           "age_below": 1,
                         *           "condition": "school_age",
                         *           "source": "Kepmensos 262/2022"
                         *         }
                         *       ],
                         *       "legal_basis": "Permensos 1/2018",
                         *       "valid_from": "2026-11-20",
                         *       "valid_to": "2026-11-20"
                         *     }
                         */
                        "application/json": components["schemas"]["Programme"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Define a programme, or change one (If-Match); a component that somebody is enrolled in stays */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "code": "pkh",
                     *       "name": "Siti Aminah",
                     *       "unit": "person",
                     *       "components": [
                     *         {
                     *           "code": "elderly",
                     *           "name": "Lanjut usia",
                     *           "amount": 2400000,
                     *           "per": "year",
                     *           "goods": "10 kg beras",
                     *           "age_from": 1,
                     *           "age_below": 1,
                     *           "condition": "school_age",
                     *           "source": "Kepmensos 262/2022"
                     *         }
                     *       ],
                     *       "legal_basis": "Permensos 1/2018",
                     *       "valid_from": "2026-11-20",
                     *       "valid_to": "2026-11-20"
                     *     }
                     */
                    "application/json": components["schemas"]["Programme"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "pkh",
                         *       "name": "Siti Aminah",
                         *       "unit": "person",
                         *       "components": [
                         *         {
                         *           "code": "elderly",
                         *           "name": "Lanjut usia",
                         *           "amount": 2400000,
                         *           "per": "year",
                         *           "goods": "10 kg beras",
                         *           "age_from": 1,
                         *           "age_below": 1,
                         *           "condition": "school_age",
                         *           "source": "Kepmensos 262/2022"
                         *         }
                         *       ],
                         *       "legal_basis": "Permensos 1/2018",
                         *       "valid_from": "2026-11-20",
                         *       "valid_to": "2026-11-20"
                         *     }
                         */
                        "application/json": components["schemas"]["Programme"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The estimated share of wrong inclusion and exclusion, by area or verifier, each with its interval */
        get: {
            parameters: {
                query: {
                    /** @description Only under this area code */
                    area?: string | null;
                    by?: "area" | "verifier";
                    /** @description A year or a month */
                    period: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "rows": [
                         *         {
                         *           "group": "35.99.01.1001",
                         *           "name": "Siti Aminah",
                         *           "kind": "second_review",
                         *           "decisions": 1,
                         *           "drawn": 1,
                         *           "answered": 1,
                         *           "cannot_tell": 1,
                         *           "wrong_inclusion": {
                         *             "part": 1,
                         *             "whole": 1,
                         *             "value": 1,
                         *             "low": 1,
                         *             "high": 1,
                         *             "weighted": true
                         *           },
                         *           "wrong_exclusion": {
                         *             "part": 1,
                         *             "whole": 1,
                         *             "value": 1,
                         *             "low": 1,
                         *             "high": 1,
                         *             "weighted": true
                         *           },
                         *           "recommendation_differs": {
                         *             "part": 1,
                         *             "whole": 1,
                         *             "value": 1,
                         *             "low": 1,
                         *             "high": 1,
                         *             "weighted": true
                         *           }
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Quality"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quality/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The estimates of a period, one line for each area or verifier and kind of second look, as CSV
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query: {
                    /** @description Only under this area code */
                    area?: string | null;
                    by?: "area" | "verifier";
                    /** @description A year or a month */
                    period: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quality/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The estimates of a period, one line for each area or verifier and kind of second look, as XLSX
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query: {
                    /** @description Only under this area code */
                    area?: string | null;
                    by?: "area" | "verifier";
                    /** @description A year or a month */
                    period: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rounds that reach my area, oldest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    programme?: string | null;
                    state?: "preparing" | "open" | "closed" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "programme_code": "SEMBAKO",
                         *           "area_code": "35.99.01",
                         *           "title": "Tahap 1, Maret 2026",
                         *           "package": "10 kg beras, 2 kaleng sarden, sabun",
                         *           "starts_on": "2026-11-20",
                         *           "ends_on": "2026-11-20",
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "planned": 1,
                         *           "state": "preparing",
                         *           "opened_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "opened_at": "2026-11-20T09:12:00+07:00",
                         *           "closed_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["RoundPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /**
         * Open a round: one package for every enrolment of the programme that is active in the area on the first day
         * @description The same id with the same plan may be sent again (200). A round of more than 20,000 packages is `preparing` until a
         *     worker has allocated them all; nothing is handed over before it is `open`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "programme_code": "SEMBAKO",
                     *       "area_code": "35.99.01",
                     *       "title": "Tahap 1, Maret 2026",
                     *       "package": "10 kg beras, 2 kaleng sarden, sabun",
                     *       "starts_on": "2026-11-20",
                     *       "ends_on": "2026-11-20",
                     *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                     *     }
                     */
                    "application/json": components["schemas"]["NewRound"];
                };
            };
            responses: {
                /** @description The same round was opened before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "programme_code": "SEMBAKO",
                         *       "area_code": "35.99.01",
                         *       "title": "Tahap 1, Maret 2026",
                         *       "package": "10 kg beras, 2 kaleng sarden, sabun",
                         *       "starts_on": "2026-11-20",
                         *       "ends_on": "2026-11-20",
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "planned": 1,
                         *       "state": "preparing",
                         *       "opened_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "opened_at": "2026-11-20T09:12:00+07:00",
                         *       "closed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Round"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "programme_code": "SEMBAKO",
                         *       "area_code": "35.99.01",
                         *       "title": "Tahap 1, Maret 2026",
                         *       "package": "10 kg beras, 2 kaleng sarden, sabun",
                         *       "starts_on": "2026-11-20",
                         *       "ends_on": "2026-11-20",
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "planned": 1,
                         *       "state": "preparing",
                         *       "opened_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "opened_at": "2026-11-20T09:12:00+07:00",
                         *       "closed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Round"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round_id: string;
            };
            cookie?: never;
        };
        /** One round */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "programme_code": "SEMBAKO",
                         *       "area_code": "35.99.01",
                         *       "title": "Tahap 1, Maret 2026",
                         *       "package": "10 kg beras, 2 kaleng sarden, sabun",
                         *       "starts_on": "2026-11-20",
                         *       "ends_on": "2026-11-20",
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "planned": 1,
                         *       "state": "preparing",
                         *       "opened_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "opened_at": "2026-11-20T09:12:00+07:00",
                         *       "closed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Round"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round_id}/allocations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round_id: string;
            };
            cookie?: never;
        };
        /** Who is to receive a package in my area, what is compared at the door, and what became of it */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    /** @description `delivered` is `photos_pending` or `confirmed` */
                    state?: "pending" | "failed" | "photos_pending" | "confirmed" | "delivered" | null;
                };
                header?: never;
                path: {
                    round_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "round_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "packages": 1,
                         *           "state": "pending",
                         *           "failure": "not_at_home",
                         *           "attempts_failed": 1,
                         *           "recipient": {
                         *             "name": "Siti Aminah",
                         *             "nik_masked": "317506******0007",
                         *             "address": "Jl. Melati No. 7",
                         *             "family_cards_masked": [
                         *               "3599************"
                         *             ],
                         *             "latitude_e7": 1,
                         *             "longitude_e7": 1
                         *           }
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["AllocationPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round_id}/allocations/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round_id: string;
            };
            cookie?: never;
        };
        /**
         * The list of recipients with what became of each package (F6), as CSV
         * @description The headers state its rows and its SHA-256. NIK and No. KK are masked; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round_id}/allocations/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round_id: string;
            };
            cookie?: never;
        };
        /**
         * The list of recipients with what became of each package (F6), as XLSX
         * @description The headers state its rows and its SHA-256. NIK and No. KK are masked; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a round (If-Match)
         * @description Hand-overs that happened before the closing and arrive later are still taken. Closing twice is no error.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "programme_code": "SEMBAKO",
                         *       "area_code": "35.99.01",
                         *       "title": "Tahap 1, Maret 2026",
                         *       "package": "10 kg beras, 2 kaleng sarden, sabun",
                         *       "starts_on": "2026-11-20",
                         *       "ends_on": "2026-11-20",
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "planned": 1,
                         *       "state": "preparing",
                         *       "opened_by": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "opened_at": "2026-11-20T09:12:00+07:00",
                         *       "closed_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Round"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round_id: string;
            };
            cookie?: never;
        };
        /**
         * How far a round is, as a whole and by RW (or another level), as far as I may see
         * @description A package counts as confirmed when it was delivered and every photo of the hand-over is here.
         */
        get: {
            parameters: {
                query?: {
                    level?: "province" | "regency" | "district" | "village" | "rw" | "rt";
                };
                header?: never;
                path: {
                    round_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "round_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "level": "rw",
                         *       "seen_within": [
                         *         "35.99.01"
                         *       ],
                         *       "total": {
                         *         "planned": 1,
                         *         "confirmed": 1,
                         *         "photos_pending": 1,
                         *         "failed": 1,
                         *         "failures": {
                         *           "not_at_home": 3
                         *         },
                         *         "pending": 1,
                         *         "percent_confirmed": 1,
                         *         "percent_delivered": 1
                         *       },
                         *       "places": [
                         *         {
                         *           "planned": 1,
                         *           "confirmed": 1,
                         *           "photos_pending": 1,
                         *           "failed": 1,
                         *           "failures": {
                         *             "not_at_home": 3
                         *           },
                         *           "pending": 1,
                         *           "percent_confirmed": 1,
                         *           "percent_delivered": 1,
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "name": "Siti Aminah"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Progress"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round_id}/progress/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round_id: string;
            };
            cookie?: never;
        };
        /**
         * How far a round is, one line per RW (or another level), as CSV
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: {
                    level?: "province" | "regency" | "district" | "village" | "rw" | "rt";
                };
                header?: never;
                path: {
                    round_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round_id}/progress/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round_id: string;
            };
            cookie?: never;
        };
        /**
         * How far a round is, one line per RW (or another level), as XLSX
         * @description The headers state its rows and its SHA-256.
         */
        get: {
            parameters: {
                query?: {
                    level?: "province" | "regency" | "district" | "village" | "rw" | "rt";
                };
                header?: never;
                path: {
                    round_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rounds that reach my area, as CSV
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    programme?: string | null;
                    state?: "preparing" | "open" | "closed" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rounds that reach my area, as XLSX
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    programme?: string | null;
                    state?: "preparing" | "open" | "closed" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Second reviews of my area that I have taken or may take, the longest waiting first
         * @description Left out is what I decided, visited, or have read the dossier of.
         */
        get: {
            parameters: {
                query?: {
                    /** @description What I have answered */
                    answered?: boolean;
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "taken_at": "2026-11-20T09:12:00+07:00",
                         *           "finding": "eligible",
                         *           "reason": "Foto dapur terlalu gelap",
                         *           "answered_at": "2026-11-20T09:12:00+07:00"
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["SecondReviewPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-reviews/{review_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                review_id: string;
            };
            cookie?: never;
        };
        /** The evidence of a second review that I have taken, without the decision; every look is recorded */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    review_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "household": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "35.99.01.1001.001.002",
                         *         "address": "Jl. Melati No. 7",
                         *         "latitude_e7": 1,
                         *         "longitude_e7": 1
                         *       },
                         *       "area_names": {},
                         *       "members": [
                         *         {
                         *           "person": {
                         *             "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *             "name": "Siti Aminah",
                         *             "nik_masked": "3599************",
                         *             "nik_status": "recorded",
                         *             "sex": "F",
                         *             "birth_date": "2026-11-20",
                         *             "occupation": "Buruh tani",
                         *             "education": "primary",
                         *             "findings": [
                         *               {}
                         *             ]
                         *           },
                         *           "relationship": "head"
                         *         }
                         *       ],
                         *       "visit": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "35.99.01.1001.001.002",
                         *         "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "outcome": "visited",
                         *         "recommendation": "eligible",
                         *         "started_at": "2026-11-20T09:12:00+07:00",
                         *         "finished_at": "2026-11-20T09:12:00+07:00",
                         *         "received_at": "2026-11-20T09:12:00+07:00",
                         *         "remarks": [
                         *           "accuracy_low"
                         *         ],
                         *         "instrument_code": "bps-14",
                         *         "instrument_version": "2005",
                         *         "occupation": "Buruh tani",
                         *         "note": "Rumah paling ujung, atap bocor",
                         *         "answers": {},
                         *         "latitude_e7": 1,
                         *         "longitude_e7": 1,
                         *         "accuracy_mm": 1,
                         *         "position_samples": [
                         *           {}
                         *         ],
                         *         "channel": "field_app"
                         *       },
                         *       "visit_members": [
                         *         {
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "name": "Siti Aminah",
                         *           "nik": "3599014107840001",
                         *           "nik_masked": "3599************",
                         *           "relationship": "head",
                         *           "sex": "M",
                         *           "birth_date": "2026-11-20",
                         *           "occupation": "Buruh tani",
                         *           "school": "SDN 2 Mekarsari",
                         *           "present": true
                         *         }
                         *       ],
                         *       "photos": [
                         *         {
                         *           "number": 1,
                         *           "kind": "house_front",
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "taken_at": "2026-11-20T09:12:00+07:00",
                         *           "source": "file",
                         *           "stored": true,
                         *           "verdict": "accepted",
                         *           "reasons": [
                         *             "too_large"
                         *           ],
                         *           "remarks": [
                         *             "accuracy_low"
                         *           ],
                         *           "large_url": "/v1/bundles/01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90/photos/0/large",
                         *           "thumb_url": "/v1/bundles/01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90/photos/0/thumb"
                         *         }
                         *       ],
                         *       "place": {
                         *         "area_code": "35.99.01.1001.001.002",
                         *         "area_name": "Mekarsari",
                         *         "inside_household_area": true,
                         *         "metres_from_house": 1
                         *       },
                         *       "evaluations": [
                         *         {
                         *           "instrument_code": "bps-14",
                         *           "instrument_version": "2005",
                         *           "outcome": "visited",
                         *           "score": 1,
                         *           "result": {}
                         *         }
                         *       ],
                         *       "review": {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "area_code": "35.99.01.1001.001.002",
                         *         "taken_at": "2026-11-20T09:12:00+07:00",
                         *         "finding": "eligible",
                         *         "reason": "Foto dapur terlalu gelap",
                         *         "answered_at": "2026-11-20T09:12:00+07:00"
                         *       },
                         *       "user_names": {}
                         *     }
                         */
                        "application/json": components["schemas"]["BlindDossier"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-reviews/{review_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                review_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Say what the evidence shows, for good; the same answer again changes nothing, another one is a 409 */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    review_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "finding": "eligible",
                     *       "reason": "Foto dapur terlalu gelap"
                     *     }
                     */
                    "application/json": components["schemas"]["SecondAnswer"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "taken_at": "2026-11-20T09:12:00+07:00",
                         *       "finding": "eligible",
                         *       "reason": "Foto dapur terlalu gelap",
                         *       "answered_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["SecondReview"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/second-reviews/{review_id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                review_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a second review, which nobody else can then for seven days; the same again changes nothing
         * @description Until it is answered, the dossiers of its household are closed to me.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    review_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "taken_at": "2026-11-20T09:12:00+07:00",
                         *       "finding": "eligible",
                         *       "reason": "Foto dapur terlalu gelap",
                         *       "answered_at": "2026-11-20T09:12:00+07:00"
                         *     }
                         */
                        "application/json": components["schemas"]["SecondReview"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Five failures within a quarter of an hour make the next attempt wait (429).
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "username": "verifikator",
                     *       "password": "kata sandi yang panjang",
                     *       "device_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90"
                     *     }
                     */
                    "application/json": components["schemas"]["Login"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "token": "fa_1f0c9b7e2d5a4c3f",
                         *       "session_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "expires_at": "2026-11-20T09:12:00+07:00",
                         *       "user_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "full_name": "Budi Santoso"
                         *     }
                         */
                        "application/json": components["schemas"]["Token"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Log out: revoke the token of this request */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users who hold or held a role in my area */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    limit?: number;
                    /** @description Part of the user name or full name */
                    search?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "username": "verifikator",
                         *           "full_name": "Budi Santoso",
                         *           "active": true,
                         *           "created_at": "2026-11-20T09:12:00+07:00",
                         *           "roles": [
                         *             {
                         *               "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *               "role": "verifier",
                         *               "area_code": "35.99.01",
                         *               "valid_from": "2026-11-20",
                         *               "valid_to": "2026-11-20"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["UserPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Create a user with roles inside my area */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "username": "verifikator",
                     *       "full_name": "Budi Santoso",
                     *       "password": "kata sandi yang panjang",
                     *       "roles": [
                     *         {
                     *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *           "role": "verifier",
                     *           "area_code": "35.99.01",
                     *           "valid_from": "2026-11-20",
                     *           "valid_to": "2026-11-20"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NewUser"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "username": "verifikator",
                         *       "full_name": "Budi Santoso",
                         *       "active": true,
                         *       "created_at": "2026-11-20T09:12:00+07:00",
                         *       "roles": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "role": "verifier",
                         *           "area_code": "35.99.01",
                         *           "valid_from": "2026-11-20",
                         *           "valid_to": "2026-11-20"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["User"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        /** One user with roles */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "username": "verifikator",
                         *       "full_name": "Budi Santoso",
                         *       "active": true,
                         *       "created_at": "2026-11-20T09:12:00+07:00",
                         *       "roles": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "role": "verifier",
                         *           "area_code": "35.99.01",
                         *           "valid_from": "2026-11-20",
                         *           "valid_to": "2026-11-20"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["User"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename or deactivate a user (If-Match) */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "full_name": "Budi Santoso",
                     *       "active": true
                     *     }
                     */
                    "application/json": components["schemas"]["UserChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "username": "verifikator",
                         *       "full_name": "Budi Santoso",
                         *       "active": true,
                         *       "created_at": "2026-11-20T09:12:00+07:00",
                         *       "roles": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "role": "verifier",
                         *           "area_code": "35.99.01",
                         *           "valid_from": "2026-11-20",
                         *           "valid_to": "2026-11-20"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["User"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        trace?: never;
    };
    "/v1/users/{user_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Give a user of my area a new password; every session of the user ends
         * @description Not for my own account, and not for anybody who also holds or held a role outside my area.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "password": "kata sandi yang panjang"
                     *     }
                     */
                    "application/json": components["schemas"]["NewPassword"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user_id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a role for an area and a period */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "role": "verifier",
                     *       "area_code": "35.99.01",
                     *       "valid_from": "2026-11-20",
                     *       "valid_to": "2026-11-20"
                     *     }
                     */
                    "application/json": components["schemas"]["Grant"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "role": "verifier",
                         *       "area_code": "35.99.01",
                         *       "valid_from": "2026-11-20",
                         *       "valid_to": "2026-11-20"
                         *     }
                         */
                        "application/json": components["schemas"]["Grant"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user_id}/roles/{grant_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                grant_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a role today */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    grant_id: string;
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users who hold or held a role in my area, each with the roles, as CSV
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Part of the user name or full name */
                    search?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users who hold or held a role in my area, each with the roles, as XLSX
         * @description The headers state its rows and its SHA-256; the export leaves a row in the access log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Part of the user name or full name */
                    search?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verifiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may be sent to a house in this area today, by user name */
        get: {
            parameters: {
                query: {
                    /** @description The area of the house to be visited */
                    area: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example [
                         *       {
                         *         "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *         "username": "verifikator",
                         *         "full_name": "Budi Santoso"
                         *       }
                         *     ]
                         */
                        "application/json": components["schemas"]["Colleague"][];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Visits in my area; where I am a verifier and no more, my own */
        get: {
            parameters: {
                query?: {
                    /** @description Only under this area code */
                    area?: string | null;
                    /** @description `next` of the previous page */
                    cursor?: string | null;
                    household?: string | null;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "area_code": "35.99.01.1001.001.002",
                         *           "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "outcome": "visited",
                         *           "recommendation": "eligible",
                         *           "started_at": "2026-11-20T09:12:00+07:00",
                         *           "finished_at": "2026-11-20T09:12:00+07:00",
                         *           "received_at": "2026-11-20T09:12:00+07:00",
                         *           "remarks": [
                         *             "accuracy_low"
                         *           ]
                         *         }
                         *       ],
                         *       "next": "WyIzNS45OSJd"
                         *     }
                         */
                        "application/json": components["schemas"]["VisitSummaryPage"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits/{visit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        /** One visit with answers, members, evaluations and photos */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "area_code": "35.99.01.1001.001.002",
                         *       "verifier_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "outcome": "visited",
                         *       "recommendation": "eligible",
                         *       "started_at": "2026-11-20T09:12:00+07:00",
                         *       "finished_at": "2026-11-20T09:12:00+07:00",
                         *       "received_at": "2026-11-20T09:12:00+07:00",
                         *       "remarks": [
                         *         "accuracy_low"
                         *       ],
                         *       "replaces_visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "instrument_code": "bps-14",
                         *       "instrument_version": "2005",
                         *       "occupation": "Buruh tani",
                         *       "note": "Rumah paling ujung, atap bocor",
                         *       "answers": {},
                         *       "latitude_e7": 1,
                         *       "longitude_e7": 1,
                         *       "accuracy_mm": 1,
                         *       "position_samples": [
                         *         {}
                         *       ],
                         *       "channel": "field_app",
                         *       "app_version": "1.4.0",
                         *       "members": [
                         *         {
                         *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *           "name": "Siti Aminah",
                         *           "nik": "3599014107840001",
                         *           "nik_masked": "3599************",
                         *           "relationship": "head",
                         *           "sex": "M",
                         *           "birth_date": "2026-11-20",
                         *           "occupation": "Buruh tani",
                         *           "school": "SDN 2 Mekarsari",
                         *           "present": true
                         *         }
                         *       ],
                         *       "evaluations": [
                         *         {
                         *           "instrument_code": "bps-14",
                         *           "instrument_version": "2005",
                         *           "outcome": "visited",
                         *           "score": 1,
                         *           "result": {}
                         *         }
                         *       ],
                         *       "photos": [
                         *         {
                         *           "number": 1,
                         *           "kind": "house_front",
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "taken_at": "2026-11-20T09:12:00+07:00",
                         *           "source": "file",
                         *           "stored": true,
                         *           "verdict": "accepted",
                         *           "reasons": [
                         *             "too_large"
                         *           ],
                         *           "remarks": [
                         *             "accuracy_low"
                         *           ],
                         *           "large_url": "/v1/bundles/01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90/photos/0/large",
                         *           "thumb_url": "/v1/bundles/01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90/photos/0/thumb"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Visit"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /**
         * Send a visit under an id made by the phone (UUIDv7)
         * @description Idempotent: the same id with the same content answers 200 with the same receipt, with other content 409.
         *     The receipt names the photos that are missing; send each to its `upload_url`, or all of them behind the document:
         *     one line of JSON, a line feed, and the photos in the order of the manifest.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "household_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "assignment_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "replaces_visit_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *       "instruments": [
                     *         {
                     *           "code": "bps-14",
                     *           "version": "2005"
                     *         }
                     *       ],
                     *       "outcome": "visited",
                     *       "recommendation": "eligible",
                     *       "occupation": "Buruh tani",
                     *       "note": "Rumah paling ujung, atap bocor",
                     *       "answers": {},
                     *       "members": [
                     *         {
                     *           "person_id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                     *           "name": "Siti Aminah",
                     *           "nik": "3599014107840001",
                     *           "nik_masked": "3599************",
                     *           "relationship": "head",
                     *           "sex": "M",
                     *           "birth_date": "2026-11-20",
                     *           "occupation": "Buruh tani",
                     *           "school": "SDN 2 Mekarsari",
                     *           "present": true
                     *         }
                     *       ],
                     *       "position": {
                     *         "latitude_e7": -77001234,
                     *         "longitude_e7": 1143801234,
                     *         "accuracy_mm": 0,
                     *         "samples": [
                     *           {}
                     *         ]
                     *       },
                     *       "position_missing_reason": "Langit tertutup, tidak ada sinyal",
                     *       "photos": [
                     *         {
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "size": 1,
                     *           "kind": "document",
                     *           "taken_at": "2026-11-20T09:12:00+07:00",
                     *           "latitude_e7": -900000000,
                     *           "longitude_e7": -1800000000,
                     *           "accuracy_mm": 0,
                     *           "envelope": {}
                     *         }
                     *       ],
                     *       "channel": "field_app",
                     *       "app_version": "1.4.0",
                     *       "started_at": "2026-11-20T09:12:00+07:00",
                     *       "finished_at": "2026-11-20T09:31:00+07:00"
                     *     }
                     */
                    "application/json": components["schemas"]["VisitSubmission"];
                    "application/vnd.field-api.bundle": string;
                };
            };
            responses: {
                /** @description The same visit was received before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "content_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "repeated": true,
                         *       "received_at": "2026-11-20T09:12:00+07:00",
                         *       "complete": true,
                         *       "completed_at": "2026-11-20T09:12:00+07:00",
                         *       "photo_count": 1,
                         *       "missing": [
                         *         {
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "kind": "house_front",
                         *           "offset": 1,
                         *           "upload_url": "/v1/photos/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["BundleReceipt"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "content_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "repeated": true,
                         *       "received_at": "2026-11-20T09:12:00+07:00",
                         *       "complete": true,
                         *       "completed_at": "2026-11-20T09:12:00+07:00",
                         *       "photo_count": 1,
                         *       "missing": [
                         *         {
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "kind": "house_front",
                         *           "offset": 1,
                         *           "upload_url": "/v1/photos/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["BundleReceipt"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits/{visit_id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        /** The signed proof that my complete visit is in the log; keep it: `field-api verify` checks it without this server */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "format": "field-api.receipt.v1",
                         *       "statement": {},
                         *       "salt": "c2FsdCBvZiBhbiBlbnRyeQ",
                         *       "index": 1,
                         *       "proof": [
                         *         "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *       ],
                         *       "checkpoint": "dinsos.example/log\n8\n…"
                         *     }
                         */
                        "application/json": components["schemas"]["Proof"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits/{visit_id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        /** What the server holds of my visit; the phone deletes nothing before it is complete */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
                         *       "content_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "repeated": true,
                         *       "received_at": "2026-11-20T09:12:00+07:00",
                         *       "complete": true,
                         *       "completed_at": "2026-11-20T09:12:00+07:00",
                         *       "photo_count": 1,
                         *       "missing": [
                         *         {
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 1,
                         *           "kind": "house_front",
                         *           "offset": 1,
                         *           "upload_url": "/v1/photos/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["BundleReceipt"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/witness/add-checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cosign a checkpoint of another log that continues the last one seen (C2SP tlog-witness)
         * @description 404 for a log that this witness was not told of, 403 when its key has not signed, 409 with the size last seen as
         *     `text/x.tlog.size`, 422 when the proof does not hold, 400 for any other body.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "text/plain": string;
                };
            };
            responses: {
                /** @description Signature lines */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description The size that was last seen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Access: {
            /** Format: date-time */
            accessed_at: string;
            /** @example photo.viewed */
            action: string;
            /** Format: uuid */
            actor_id: string | null;
            area_code: string;
            data: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            device_id: string | null;
            request_id: string | null;
            seq: number;
            subject: string;
        };
        AccessPage: {
            items: components["schemas"]["Access"][];
            next: string | null;
        };
        AddedItems: {
            /**
             * @description Left out: all that are ready in the list's area
             * @default null
             */
            determination_ids?: string[] | null;
        };
        Allocation: {
            area_code: string;
            attempts_failed: number;
            /** @description Reason of the newest failed attempt */
            failure: string | null;
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            packages: number;
            recipient: components["schemas"]["Recipient"];
            /** Format: uuid */
            round_id: string;
            /** @enum {unknown} */
            state: "pending" | "failed" | "photos_pending" | "confirmed";
        };
        AllocationPage: {
            items: components["schemas"]["Allocation"][];
            next: string | null;
        };
        Area: {
            /** @example 31.75.06.1004.008 */
            code: string;
            /** Format: uuid */
            edition_id: string;
            /** @description 1 province, 2 regency or city, 3 district, 4 village, 5 RW, 6 RT */
            level: number;
            /** @example RW 008 */
            name: string;
            parent_code: string | null;
            /** Format: date */
            valid_from: string;
            /**
             * Format: date
             * @description Exclusive; null: still in force
             */
            valid_to: string | null;
        };
        AreaEdition: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            imported_at: string;
            /** Format: uuid */
            imported_by: string | null;
            /** @enum {string} */
            kind: "codes" | "polygons" | "successions";
            settings: {
                [key: string]: unknown;
            };
            source_sha256: string;
            title: string;
            /** Format: date */
            valid_from: string;
        };
        AreaEditionPage: {
            items: components["schemas"]["AreaEdition"][];
            next: string | null;
        };
        AreaFile: {
            /** Format: binary */
            file: string;
        };
        AreaFinding: {
            /** @example 31.75.06.1004.008 */
            code: string;
            detail: string;
            /** @enum {string} */
            finding: "invalid_code" | "no_name" | "wrong_level" | "duplicate" | "orphan" | "unknown_area" | "newer_version" | "outside_your_area" | "no_polygon" | "malformed_geometry" | "outside_indonesia" | "invalid_polygon" | "overlap" | "successor_unclear";
            /** @enum {string} */
            handled: "left_out" | "repaired";
            /** @description Row of a CSV (the header is row 1), or number of a feature */
            row: number;
        };
        AreaFindingPage: {
            items: components["schemas"]["AreaFinding"][];
            next: string | null;
        };
        AreaImportReport: {
            counts: {
                [key: string]: number;
            };
            dry_run: boolean;
            /** Format: uuid */
            edition_id: string | null;
            finding_counts: {
                [key: string]: number;
            };
            /** @description The first hundred */
            findings: components["schemas"]["AreaFinding"][];
            /** @example codes */
            kind: string;
            /** @description This edition was there already and nothing has changed since */
            repeated: boolean;
        };
        AreaPage: {
            items: components["schemas"]["Area"][];
            next: string | null;
        };
        AreaPolygon: {
            readonly geometry: Record<string, never>;
            properties: components["schemas"]["AreaPolygonProperties"];
            /** @default Feature */
            type: unknown;
        };
        AreaPolygonProperties: {
            code: string;
            /** Format: uuid */
            edition_id: string;
            level: number;
            /**
             * @description Drawn by somebody, repaired at the import, or the union of its children
             * @enum {string}
             */
            origin: "drawn" | "repaired" | "union";
            /** Format: date */
            valid_from: string;
            /** Format: date */
            valid_to: string | null;
        };
        AssignedHousehold: {
            address: string;
            latitude_e7: number | null;
            longitude_e7: number | null;
        };
        Assignment: {
            area_code: string;
            /** Format: date-time */
            assigned_at: string;
            /** Format: date */
            due_on: string | null;
            household: components["schemas"]["AssignedHousehold"];
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            instrument_code: string;
            instrument_version: string;
            return_photo_kinds: string[];
            return_reason: string | null;
            /**
             * Format: uuid
             * @description Set when a reviewer sent it back
             */
            returns_visit_id: string | null;
            status: string;
            /** Format: uuid */
            verifier_id: string;
            verifier_name: string;
        };
        AssignmentChange: {
            /**
             * Format: date
             * @default null
             */
            due_on?: string | null;
            /**
             * Format: uuid
             * @default null
             */
            verifier_id?: string | null;
        };
        AssignmentPage: {
            items: components["schemas"]["Assignment"][];
            next: string | null;
        };
        BackCheck: {
            address: string;
            /** Format: date-time */
            answered_at: string | null;
            area_code: string;
            assignment: components["schemas"]["SentAssignment"] | null;
            /**
             * Format: uuid
             * @description Who must not be sent
             */
            first_verifier_id: string;
            first_verifier_name: string;
            /** Format: uuid */
            id: string;
            /**
             * @description waiting: nobody is on the way, also after an assignment was withdrawn
             * @enum {string}
             */
            state: "waiting" | "assigned" | "answered";
            /** @description Who was sent last */
            verifier_name: string | null;
        };
        BackCheckAssignment: {
            /**
             * Format: uuid
             * @description Made by the caller (UUIDv7)
             */
            assignment_id: string;
            /**
             * Format: date
             * @default null
             */
            due_on?: string | null;
            /** Format: uuid */
            verifier_id: string;
        };
        BackCheckPage: {
            items: components["schemas"]["BackCheck"][];
            next: string | null;
        };
        BlindDossier: {
            area_names: {
                [key: string]: string;
            };
            evaluations: components["schemas"]["VisitEvaluation"][];
            household: components["schemas"]["DossierHousehold"] | null;
            members: components["schemas"]["DossierMember"][];
            photos: components["schemas"]["VisitPhoto"][];
            place: components["schemas"]["Place"];
            review: components["schemas"]["SecondReview"];
            /** @description Who made the visit, by id */
            user_names: {
                [key: string]: string;
            };
            visit: components["schemas"]["DossierVisit"];
            visit_members: components["schemas"]["VisitMember"][];
        };
        BundleReceipt: {
            readonly complete: boolean;
            /** Format: date-time */
            completed_at: string | null;
            /** @description Of the canonical JSON of the payload */
            content_sha256: string;
            /** Format: uuid */
            id: string;
            missing: components["schemas"]["MissingPhoto"][];
            photo_count: number;
            /** Format: date-time */
            received_at: string;
            /** @description Whether the same was received before */
            repeated: boolean;
        };
        Capture: {
            /** @default null */
            accuracy_mm?: number | null;
            /** @description The capture envelope as the phone signed it; kept word for word */
            envelope?: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            kind: "document" | "electricity_meter" | "family_card" | "hand_over" | "house_front" | "house_inside" | "kitchen" | "other" | "package" | "recipient" | "surroundings" | "toilet" | "water_source";
            /** @default null */
            latitude_e7?: number | null;
            /** @default null */
            longitude_e7?: number | null;
            /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
            sha256: string;
            /** @description Bytes */
            size: number;
            /**
             * Format: date-time
             * @default null
             */
            taken_at?: string | null;
        };
        CardSearch: {
            /** @example 3175060403190001 */
            family_card: string;
        };
        Case: {
            /** @example 31.75.06.1004.008.003 */
            area_code: string;
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            opened_at: string;
            /** @description Minus the weight of its flags; 0 without any */
            rank: number;
            /** @enum {string} */
            state: "awaiting_review" | "returned" | "accepted" | "rejected";
            /** Format: uuid */
            visit_id: string;
        };
        Check: {
            /** @example speed_impossible */
            code: string;
            /** @description Which acts are put to it */
            looks_at: ("visit" | "hand_over")[];
            /** @enum {string} */
            place: "position" | "photos" | "times" | "answers" | "members" | "assignment" | "receiver";
            /** @enum {string} */
            severity: "note" | "doubt" | "alarm";
            /** @description Braces name what was measured */
            words: components["schemas"]["Words"];
        };
        CheckRun: {
            /** Format: date-time */
            checked_at: string;
            flags: components["schemas"]["Flag"][];
            /** @description How often the act was checked; the newest run counts */
            run: number;
            /** @description 0: no flag; lists begin with the heaviest */
            weight: number;
        };
        Checks: {
            checks: components["schemas"]["Check"][];
            history: components["schemas"]["Thresholds"][];
            limits: {
                [key: string]: number;
            };
        };
        ClearNik: {
            /** @example 3175065708849001 */
            nik: string;
        };
        Colleague: {
            full_name: string;
            /** Format: uuid */
            id: string;
            username: string;
        };
        Component: {
            /** @description Years, exclusive */
            age_below?: number;
            /** @description Years, inclusive */
            age_from?: number;
            /**
             * @description Whole rupiah
             * @example 2400000
             */
            amount?: number;
            /** @example elderly */
            code: string;
            condition?: string;
            goods?: string;
            /** @example Lanjut usia */
            name: string;
            /** @example year */
            per?: string;
            source?: string;
        };
        Decided: {
            case: components["schemas"]["Case"];
            decision: components["schemas"]["RecordedDecision"];
            determinations: components["schemas"]["Determination"][];
            /** @description Whether the same was received before */
            repeated: boolean;
        };
        DecisionLine: {
            decision: components["schemas"]["RecordedDecision"];
            determinations: components["schemas"]["Determination"][];
        };
        Departure: {
            /**
             * @example died
             * @enum {unknown}
             */
            cause: "died" | "moved_away" | "recorded_in_error";
            /** Format: date */
            left_on: string;
        };
        Determination: {
            area_code: string;
            component: string;
            /** Format: uuid */
            decision_id: string;
            eligible: boolean;
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            person_id: string | null;
            programme_code: string;
            reason: string;
        };
        DeterminationPage: {
            items: components["schemas"]["Determination"][];
            next: string | null;
        };
        Device: {
            /** Format: uuid */
            readonly id?: string;
            /** @example Redmi 12C */
            label: string;
            /**
             * @example {
             *       "kty": "EC",
             *       "crv": "P-256",
             *       "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             *       "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
             *     }
             */
            public_key: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            readonly registered_at?: string;
            /** Format: date-time */
            readonly revoked_at?: string | null;
        };
        Dossier: {
            area_names: {
                [key: string]: string;
            };
            case: components["schemas"]["Case"];
            /** @description What the checks say; null until they have run */
            check: components["schemas"]["CheckRun"] | null;
            decisions: components["schemas"]["DecisionLine"][];
            earlier_visits: components["schemas"]["EarlierVisit"][];
            enrolments: components["schemas"]["DossierEnrolment"][];
            evaluations: components["schemas"]["VisitEvaluation"][];
            household: components["schemas"]["DossierHousehold"] | null;
            /** @description Visits whose photos have not all arrived: they come up by themselves */
            incomplete_visit_ids: string[];
            /** @description The newest first */
            journal: components["schemas"]["JournalLine"][];
            /** @description A final decision must then be marked without_field_evidence (tanpa bukti lapangan) */
            lacks_field_evidence: boolean;
            members: components["schemas"]["DossierMember"][];
            /** @description Photos that were also sent elsewhere */
            photo_matches: components["schemas"]["PhotoMatch"][];
            photos: components["schemas"]["VisitPhoto"][];
            place: components["schemas"]["Place"];
            /** @description Who visited, decided or did it, by id */
            user_names: {
                [key: string]: string;
            };
            visit: components["schemas"]["DossierVisit"];
            visit_members: components["schemas"]["VisitMember"][];
        };
        DossierEnrolment: {
            component: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            person_id: string | null;
            programme_code: string;
            status: string | null;
        };
        DossierHousehold: {
            address: string;
            area_code: string;
            /** Format: uuid */
            id: string;
            latitude_e7: number | null;
            longitude_e7: number | null;
        };
        DossierMember: {
            person: components["schemas"]["DossierPerson"];
            relationship: string;
        };
        DossierPerson: {
            /** Format: date */
            birth_date: string | null;
            education: string | null;
            findings: {
                [key: string]: unknown;
            }[];
            /** Format: uuid */
            id: string;
            name: string;
            nik_masked: string | null;
            nik_status: string;
            occupation: string | null;
            sex: string | null;
        };
        DossierVisit: {
            accuracy_mm: number | null;
            answers: {
                [key: string]: unknown;
            };
            area_code: string;
            /** Format: uuid */
            assignment_id: string | null;
            channel: string;
            /** Format: date-time */
            finished_at: string;
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            instrument_code: string;
            instrument_version: string;
            latitude_e7: number | null;
            longitude_e7: number | null;
            note: string;
            occupation: string | null;
            outcome: string;
            position_samples: {
                [key: string]: unknown;
            }[];
            /** Format: date-time */
            received_at: string;
            recommendation: string | null;
            remarks: string[];
            /** Format: date-time */
            started_at: string;
            /** Format: uuid */
            verifier_id: string;
        };
        EarlierVisit: {
            accuracy_mm: number | null;
            area_code: string;
            /** Format: uuid */
            assignment_id: string | null;
            /** Format: date-time */
            finished_at: string;
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            latitude_e7: number | null;
            longitude_e7: number | null;
            outcome: string;
            /** Format: date-time */
            received_at: string;
            recommendation: string | null;
            remarks: string[];
            /** Format: date-time */
            started_at: string;
            /** Format: uuid */
            verifier_id: string;
        };
        Enrolment: {
            area_code: string;
            component: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            person_id: string | null;
            programme_code: string;
            /**
             * @description In force on the day asked for
             * @enum {string|null}
             */
            status: "proposed" | "active" | "suspended" | "ended" | null;
            statuses: components["schemas"]["EnrolmentStatus"][];
        };
        EnrolmentPage: {
            items: components["schemas"]["Enrolment"][];
            next: string | null;
        };
        EnrolmentStatus: {
            /** Format: date */
            effective_from: string;
            /** Format: uuid */
            list_id: string | null;
            reason: string;
            /** Format: date-time */
            recorded_at: string;
            /** @enum {string} */
            status: "proposed" | "active" | "suspended" | "ended";
        };
        Entry: {
            /**
             * Format: uuid
             * @description Null: the system itself
             */
            actor_id: string | null;
            /** @description Empty: the country */
            area_code: string;
            data: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            device_id: string | null;
            /** @example visit.completed */
            event: string;
            /** Format: uuid */
            id: string;
            /** @description Place in the sealed order, dense from 0; null for a moment after writing */
            position: number | null;
            /** Format: date-time */
            recorded_at: string;
            request_id: string | null;
            /** @description Number in the order of writing; with gaps */
            seq: number;
            /** Format: uuid */
            subject_id: string;
        };
        EntryPage: {
            items: components["schemas"]["Entry"][];
            next: string | null;
        };
        ErasureForm: {
            /**
             * @example subject_request
             * @enum {unknown}
             */
            legal_basis: "no_longer_needed" | "consent_withdrawn" | "subject_request" | "unlawful_processing" | "retention_ended";
            /**
             * @description In words, without naming the person
             * @example Surat permohonan 12/XI/2026
             */
            reason: string;
            /**
             * @description Also the photos of households in which the person was alone
             * @default false
             */
            with_photos?: boolean;
        };
        ErasureReport: {
            /** @description What was erased, by kind */
            counts: {
                [key: string]: number;
            };
            /** Format: date-time */
            erased_at: string;
            /** Format: uuid */
            person_id: string;
        };
        Estimate: {
            high: number;
            low: number;
            part: number;
            /** @description From 0 to 1; null of nothing */
            value: number | null;
            /** @description The shares of the draw differ, so each look counts for the decisions it stands for */
            weighted: boolean;
            /** @description Second looks that could tell */
            whole: number;
        };
        EvaluationSummary: {
            instrument_code: string;
            instrument_version: string;
            outcome: string;
            score: number | null;
        };
        FamilyCard: {
            /** Format: uuid */
            id: string;
            /** @example 3175********0001 */
            number_masked: string;
            /** Format: date */
            valid_from: string;
            /** Format: date */
            valid_to: string | null;
        };
        FieldProblem: {
            /** @example missing */
            code: string;
            detail: string;
            /**
             * @description JSON pointer
             * @example /answers/roof
             */
            pointer: string;
            remedy?: string;
        };
        Flag: {
            /** @example far_from_household */
            code: string;
            /**
             * @example {
             *       "metres": 640
             *     }
             */
            details: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            place: "position" | "photos" | "times" | "answers" | "members" | "assignment" | "receiver";
            /** @enum {string} */
            severity: "note" | "doubt" | "alarm";
            words: components["schemas"]["Words"];
        };
        Grant: {
            /**
             * @description Everything under this code; empty: the country
             * @example 35.99.01
             */
            area_code: string;
            /** Format: uuid */
            readonly id?: string;
            /**
             * @example verifier
             * @enum {unknown}
             */
            role: "verifier" | "rt" | "rw" | "kelurahan" | "dinsos_reviewer" | "dinsos_approver" | "auditor" | "administrator";
            /** Format: date */
            valid_from: string;
            /**
             * Format: date
             * @description Exclusive; null: open
             * @default null
             */
            valid_to?: string | null;
        };
        HandOver: {
            accuracy_mm: number | null;
            /** Format: uuid */
            allocation_id: string;
            area_code: string;
            /** @enum {string|null} */
            card_check: "matches" | "differs" | "no_number" | null;
            /** @description What the checks say; null until they have run */
            check: components["schemas"]["CheckRun"] | null;
            /**
             * Format: date-time
             * @description When the last photo had arrived; null: photos are missing
             */
            completed_at: string | null;
            failure: string | null;
            /**
             * Format: date-time
             * @description By the phone
             */
            handed_over_at: string;
            /** Format: uuid */
            id: string;
            latitude_e7: number | null;
            longitude_e7: number | null;
            note: string;
            /** Format: uuid */
            officer_id: string;
            outcome: string;
            photos: components["schemas"]["HandOverPhoto"][];
            position_missing_reason: string | null;
            position_samples: {
                [key: string]: unknown;
            }[];
            /**
             * Format: date-time
             * @description By the server
             */
            received_at: string;
            received_by: string | null;
            receiver_name: string | null;
            receiver_relationship: string | null;
            /** @description Codes of what is no fault and still matters */
            remarks: string[];
            /** Format: uuid */
            round_id: string;
        };
        HandOverPhoto: {
            kind: string;
            number: number;
            sha256: string;
            size: number;
            /** Format: date-time */
            taken_at: string | null;
        };
        HandOverReport: {
            /** Format: uuid */
            allocation_id: string;
            /**
             * @description The card against the list; `differs` needs a note, null: nobody compared
             * @default null
             * @enum {string|null}
             */
            card_check?: "matches" | "differs" | "no_number" | null;
            /**
             * @description Why it was not delivered
             * @default null
             * @enum {string|null}
             */
            failure?: "not_at_home" | "not_found" | "moved" | "deceased" | "refused" | "not_entitled" | "package_missing" | "package_damaged" | null;
            /**
             * Format: date-time
             * @example 2026-03-04T09:12:00+07:00
             */
            handed_over_at: string;
            /** @default  */
            note?: string;
            /** @enum {string} */
            outcome: "delivered" | "not_delivered";
            /** @description A delivered package needs at least one of kind `hand_over` */
            photos?: components["schemas"]["Capture"][];
            /** @default null */
            position?: components["schemas"]["Position"] | null;
            /** @default null */
            position_missing_reason?: string | null;
            /**
             * @default null
             * @enum {string|null}
             */
            received_by?: "self" | "family_member" | "proxy" | null;
            /**
             * @description Needed unless the recipient took it
             * @default null
             */
            receiver_name?: string | null;
            /**
             * @default null
             * @example anak
             */
            receiver_relationship?: string | null;
        };
        HandOverSummary: {
            /** Format: uuid */
            allocation_id: string;
            area_code: string;
            /** @enum {string|null} */
            card_check: "matches" | "differs" | "no_number" | null;
            /** @description What the checks say; null until they have run */
            check: components["schemas"]["CheckRun"] | null;
            failure: string | null;
            /**
             * Format: date-time
             * @description By the phone
             */
            handed_over_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            officer_id: string;
            outcome: string;
            /**
             * Format: date-time
             * @description By the server
             */
            received_at: string;
            received_by: string | null;
            /** Format: uuid */
            round_id: string;
        };
        HandOverSummaryPage: {
            items: components["schemas"]["HandOverSummary"][];
            next: string | null;
        };
        Household: {
            address: string;
            /** @example 31.75.06.1004.008.003 */
            area_code: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            import_id: string | null;
            /**
             * @description 1e-7 degree
             * @example -61234567
             */
            latitude_e7: number | null;
            /**
             * @description 1e-7 degree
             * @example 1069876543
             */
            longitude_e7: number | null;
            /** Format: date-time */
            registered_at: string;
        };
        HouseholdChange: {
            address?: string;
            area_code?: string;
            /**
             * @description 1e-7 degree
             * @example -61234567
             */
            latitude_e7?: number | null;
            /**
             * @description 1e-7 degree
             * @example 1069876543
             */
            longitude_e7?: number | null;
        };
        HouseholdDetail: {
            address: string;
            /** @example 31.75.06.1004.008.003 */
            area_code: string;
            enrolments: components["schemas"]["Enrolment"][];
            family_cards: components["schemas"]["FamilyCard"][];
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            import_id: string | null;
            /**
             * @description 1e-7 degree
             * @example -61234567
             */
            latitude_e7: number | null;
            /**
             * @description 1e-7 degree
             * @example 1069876543
             */
            longitude_e7: number | null;
            members: components["schemas"]["Member"][];
            /** Format: date-time */
            registered_at: string;
        };
        HouseholdFileForm: {
            /**
             * @description Rows outside are rejected; default: the one area of my role
             * @default null
             * @example 31.75
             */
            area_code?: string | null;
            /**
             * Format: uuid
             * @description Made by the caller (UUIDv7), or left out
             * @default null
             */
            id?: string | null;
        };
        HouseholdPage: {
            items: components["schemas"]["Household"][];
            next: string | null;
        };
        Import: {
            area_code: string;
            bytes_read: number;
            bytes_total: number;
            file_name: string;
            file_sha256: string;
            /** Format: date-time */
            finished_at: string | null;
            households_stored: number;
            /** Format: uuid */
            id: string;
            people_stored: number;
            /** @description Why the file as a whole was not taken */
            refusal: components["schemas"]["Refusal"] | null;
            /** Format: date-time */
            requested_at: string;
            /** @description Rows of people whom the registry had already */
            readonly rows_known: number;
            rows_read: number;
            rows_rejected: number;
            /** @example running */
            status: string;
        };
        ImportPage: {
            items: components["schemas"]["Import"][];
            next: string | null;
        };
        Instrument: {
            code: string;
            document: {
                [key: string]: unknown;
            };
            document_sha256: string;
            /** Format: date-time */
            published_at: string;
            title: {
                [key: string]: unknown;
            };
            /** Format: date */
            valid_from: string;
            version: string;
        };
        InstrumentName: {
            /** @example bps-14 */
            code: string;
            /** @example 2005 */
            version: string;
        };
        InstrumentSummary: {
            code: string;
            document_sha256: string;
            title: {
                [key: string]: unknown;
            };
            /** Format: date */
            valid_from: string;
            version: string;
        };
        JournalLine: {
            /**
             * Format: uuid
             * @description Null: the system itself
             */
            actor_id: string | null;
            /** @example visit.completed */
            event: string;
            /** Format: date-time */
            recorded_at: string;
            seq: number;
        };
        LetterFile: {
            /**
             * Format: binary
             * @description The signed letter: one PDF, at most 10 MB
             */
            letter: string;
        };
        List: {
            area_code: string;
            /** @description Of a sealed list: as the letter states them */
            counts: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            drafted_at: string;
            /** Format: uuid */
            drafted_by: string;
            drafted_by_name: string | null;
            /** Format: date-time */
            endorsed_at: string | null;
            /** Format: uuid */
            endorsed_by: string | null;
            endorsed_by_name: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date */
            letter_date: string | null;
            letter_number: string | null;
            letter_sha256: string | null;
            period: string;
            programme_code: string;
            /** @description The seal: Merkle root over exactly the items, hex */
            root: string | null;
            /** Format: date-time */
            sealed_at: string | null;
            /** Format: uuid */
            sealed_by: string | null;
            sealed_by_name: string | null;
            /** @enum {string|null} */
            signatory_capacity: "kepala_daerah" | "wakil_kepala_daerah" | "sekda_atas_nama_kepala_daerah" | null;
            signatory_name: string | null;
            /** @description How many items the root stands for */
            size: number | null;
            /** @enum {string} */
            state: "draft" | "sealed" | "endorsed";
            title: string;
        };
        ListItem: {
            address: string | null;
            area_code: string;
            component: string;
            /** Format: uuid */
            decision_id: string;
            /** Format: uuid */
            determination_id: string;
            eligible: boolean;
            /** Format: uuid */
            household_id: string;
            nik_masked: string | null;
            /** @description Given by the sealing */
            number: number | null;
            /** Format: uuid */
            person_id: string | null;
            recipient_name: string | null;
            /** Format: uuid */
            reviewer_id: string;
            without_field_evidence: boolean;
        };
        ListItemPage: {
            items: components["schemas"]["ListItem"][];
            next: string | null;
        };
        ListPage: {
            items: components["schemas"]["List"][];
            next: string | null;
        };
        ListProof: {
            /** @example field-api.list-proof.v1 */
            format: string;
            /** @description The number less one */
            index: number;
            /** Format: uuid */
            list_id: string;
            /** @description The log of the deployment that made it */
            origin: string;
            /** @description Base64 of the hashes up to the root */
            proof: string[];
            /** @description Hex; compare it with the letter */
            root: string;
            /** @description Base64 of 16 bytes, of this item alone */
            salt: string;
            size: number;
            /** @description What the list says of this item */
            statement: {
                [key: string]: unknown;
            };
        };
        Login: {
            /**
             * Format: uuid
             * @description A registered device, when there is one
             * @default null
             */
            device_id?: string | null;
            password: string;
            /** @example verifikator */
            username: string;
        };
        Member: {
            person: components["schemas"]["Person"];
            /** @enum {string} */
            relationship: "head" | "spouse" | "child" | "child_in_law" | "grandchild" | "parent" | "parent_in_law" | "relative" | "helper" | "other";
            /** Format: date */
            valid_from: string;
        };
        Membership: {
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            relationship: "head" | "spouse" | "child" | "child_in_law" | "grandchild" | "parent" | "parent_in_law" | "relative" | "helper" | "other";
            /** Format: date */
            valid_from: string;
            /**
             * Format: date
             * @description Exclusive; null: open
             */
            valid_to: string | null;
        };
        MissingPhoto: {
            kind: string;
            /** @description Bytes that the server holds already */
            offset: number;
            sha256: string;
            size: number;
            /** @description Send the rest there: PATCH with Upload-Offset (tus 1.0) */
            readonly upload_url: string;
        };
        Move: {
            /** Format: uuid */
            household_id: string;
            /** Format: date */
            moved_on: string;
            /** @enum {unknown} */
            relationship: "head" | "spouse" | "child" | "child_in_law" | "grandchild" | "parent" | "parent_in_law" | "relative" | "helper" | "other";
        };
        NewAssignment: {
            /**
             * Format: date
             * @default null
             */
            due_on?: string | null;
            /** Format: uuid */
            household_id: string;
            instrument: components["schemas"]["InstrumentName"];
            /** Format: uuid */
            verifier_id: string;
        };
        NewDecision: {
            determinations?: components["schemas"]["NewDetermination"][];
            /**
             * Format: date
             * @description Until when, on a return
             * @default null
             */
            due_on?: string | null;
            /** Format: uuid */
            id: string;
            /** @description For return_photos: which photos to take again */
            photo_kinds?: ("document" | "electricity_meter" | "family_card" | "hand_over" | "house_front" | "house_inside" | "kitchen" | "other" | "package" | "recipient" | "surroundings" | "toilet" | "water_source")[];
            /** @description Photos that were refused, or not inspected yet, and why they may be passed over */
            photo_overrides?: components["schemas"]["PhotoOverride"][];
            reason: string;
            /** @description accept: confirmed_otherwise, evidence_supports, other; return_visit: answers_contradict, household_not_met, members_incomplete, other, position_doubtful, wrong_house; return_photos: other, photo_missing, photo_of_something_else, photo_refused, photo_unclear; reject: deceased, duplicate, excluded, moved, not_found, not_poor, other, visit_refused */
            reason_code: string;
            /**
             * @example accept
             * @enum {unknown}
             */
            verdict: "accept" | "return_visit" | "return_photos" | "reject";
            /**
             * Format: uuid
             * @description Who is sent on a return; null: the same verifier
             * @default null
             */
            verifier_id?: string | null;
            /**
             * @description 'Tanpa bukti lapangan': must agree with the dossier
             * @default false
             */
            without_field_evidence?: boolean;
        };
        NewDetermination: {
            /** @example elementary_school */
            component: string;
            eligible: boolean;
            /**
             * Format: uuid
             * @description Exactly for programmes whose unit is the person
             * @default null
             */
            person_id?: string | null;
            /** @example pkh */
            programme_code: string;
            reason: string;
        };
        NewFamilyCard: {
            /** @example 3175060403190001 */
            number: string;
            /**
             * Format: uuid
             * @description The card that ends that day
             * @default null
             */
            replaces?: string | null;
            /** Format: date */
            valid_from: string;
        };
        NewHousehold: {
            address: string;
            /** @example 31.75.06.1004.008.003 */
            area_code: string;
            /**
             * @description 1e-7 degree
             * @default null
             * @example -61234567
             */
            latitude_e7?: number | null;
            /**
             * @description 1e-7 degree
             * @default null
             * @example 1069876543
             */
            longitude_e7?: number | null;
        };
        NewInstrument: {
            /** @description Items, criteria and scoring as in `field_api/evidence/instruments/*.json` */
            document: {
                [key: string]: unknown;
            };
        };
        NewList: {
            /** @example 31.75.06 */
            area_code: string;
            /** Format: uuid */
            id: string;
            /** @example 2026-11 */
            period: string;
            /** @example pkh */
            programme_code: string;
            /** @example Penetapan PKH November */
            title: string;
        };
        NewPassword: {
            password: string;
        };
        NewPerson: {
            /**
             * Format: date
             * @default null
             */
            birth_date?: string | null;
            /** @default null */
            birth_place?: string | null;
            /** @default null */
            education?: string | null;
            /** Format: uuid */
            household_id: string;
            /**
             * Format: date
             * @description Default: today
             * @default null
             */
            member_from?: string | null;
            /** @default null */
            mother_name?: string | null;
            name: string;
            /**
             * @description 16 digits; left out for somebody without one
             * @default null
             * @example 3175065708849001
             */
            nik?: string | null;
            /**
             * @description A number issued until the real one
             * @default false
             */
            nik_temporary?: boolean;
            /** @default null */
            occupation?: string | null;
            /**
             * @example head
             * @enum {unknown}
             */
            relationship: "head" | "spouse" | "child" | "child_in_law" | "grandchild" | "parent" | "parent_in_law" | "relative" | "helper" | "other";
            /**
             * @default null
             * @enum {string|null}
             */
            sex?: "M" | "F" | null;
        };
        NewRound: {
            /**
             * @description Everything under it
             * @example 35.99.01
             */
            area_code: string;
            /**
             * Format: date
             * @description The last local day
             */
            ends_on: string;
            /**
             * Format: uuid
             * @description Made by the caller (UUIDv7)
             */
            id: string;
            /**
             * @description What is in one package
             * @example 10 kg beras, 2 kaleng sarden, sabun
             */
            package: string;
            /** @example SEMBAKO */
            programme_code: string;
            /**
             * Format: date
             * @description Local day; who is enrolled that day receives
             */
            starts_on: string;
            /** @example Tahap 1, Maret 2026 */
            title: string;
        };
        NewThresholds: {
            /**
             * @description Empty: the country
             * @example 31.75
             */
            area_code: string;
            /**
             * @example {
             *       "accuracy_mm": 30000
             *     }
             */
            limits: {
                [key: string]: unknown;
            };
            reason: string;
            /** Format: date */
            valid_from: string;
        };
        NewUser: {
            full_name: string;
            /**
             * Format: uuid
             * @description Made by the caller (UUIDv7), or left out
             * @default null
             */
            id?: string | null;
            password: string;
            roles: components["schemas"]["Grant"][];
            username: string;
        };
        OtherPhoto: {
            area_code: string;
            /** Format: uuid */
            author_id: string;
            /** Format: uuid */
            bundle_id: string;
            /** Format: uuid */
            case_id: string | null;
            /** Format: uuid */
            household_id: string | null;
            /** @enum {string} */
            kind: "visit" | "hand_over";
            large_url: string | null;
            number: number;
            /** Format: date-time */
            received_at: string;
            /** Format: date-time */
            taken_at: string | null;
        };
        PaginationMetadata: {
            /** @description First available page number. */
            first_page?: number;
            /** @description Last available page number. */
            last_page?: number;
            /** @description Next page number. */
            next_page?: number;
            /** @description Current page number. */
            page?: number;
            /** @description Previous page number. */
            previous_page?: number;
            /** @description Total number of items. */
            total?: number;
            /** @description Total number of pages. */
            total_pages?: number;
        };
        Password: {
            old_password: string;
            password: string;
        };
        Person: {
            area_code: string;
            /** Format: date */
            birth_date: string | null;
            birth_place: string | null;
            education: string | null;
            /**
             * Format: date-time
             * @description Since then the row names nobody
             */
            erased_at: string | null;
            /** @description Reasons to look twice (B5) */
            findings: components["schemas"]["PersonFinding"][];
            /** Format: uuid */
            id: string;
            mother_name: string | null;
            /** @example Siti Aminah */
            name: string;
            /** @example 3175********9001 */
            nik_masked: string | null;
            /** @enum {string} */
            nik_status: "given" | "verified" | "temporary" | "absent" | "invalid";
            occupation: string | null;
            /** Format: date-time */
            registered_at: string;
            /** @example F */
            sex: string | null;
        };
        PersonChange: {
            /** Format: date */
            birth_date?: string | null;
            birth_place?: string | null;
            education?: string | null;
            mother_name?: string | null;
            name?: string;
            /**
             * @description 16 digits; left out for somebody without one
             * @example 3175065708849001
             */
            nik?: string | null;
            /** @enum {string} */
            nik_status?: "given" | "verified" | "invalid";
            occupation?: string | null;
            /** @enum {string|null} */
            sex?: "M" | "F" | null;
        };
        PersonDetail: {
            area_code: string;
            /** Format: date */
            birth_date: string | null;
            birth_place: string | null;
            education: string | null;
            /**
             * Format: date-time
             * @description Since then the row names nobody
             */
            erased_at: string | null;
            /** @description Reasons to look twice (B5) */
            findings: components["schemas"]["PersonFinding"][];
            /** Format: uuid */
            id: string;
            memberships: components["schemas"]["Membership"][];
            mother_name: string | null;
            /** @example Siti Aminah */
            name: string;
            /** @example 3175********9001 */
            nik_masked: string | null;
            /** @enum {string} */
            nik_status: "given" | "verified" | "temporary" | "absent" | "invalid";
            occupation: string | null;
            /** Format: date-time */
            registered_at: string;
            /** @example F */
            sex: string | null;
        };
        PersonFinding: {
            /** @example nik_region_differs */
            code: string;
            detail: string;
        };
        PersonPage: {
            items: components["schemas"]["Person"][];
            next: string | null;
        };
        PersonSearch: {
            /**
             * @default null
             * @example 31.75.06
             */
            area?: string | null;
            /**
             * @description `next` of the previous page
             * @default null
             */
            cursor?: string | null;
            /** @default 50 */
            limit?: number;
            /** @default null */
            name?: string | null;
            /**
             * @description 16 digits; left out for somebody without one
             * @default null
             * @example 3175065708849001
             */
            nik?: string | null;
        };
        PhotoMatch: {
            /** @description Differing bits of 256: up to 48 the same picture, beyond that a similar one */
            distance: number;
            /** Format: date-time */
            found_at: string;
            /**
             * @description file: the same bytes; stripped: but for metadata; scene: the same picture
             * @enum {string}
             */
            layer: "file" | "stripped" | "scene";
            /** @description The photo of this visit */
            number: number;
            /** @description Null: it lies outside my area, and only the fact is told */
            other: components["schemas"]["OtherPhoto"] | null;
            other_came_first: boolean;
            /** @description The compared frames, this photo's first */
            pair: string | null;
            /**
             * @description same_matter: the verifier sent it again for the same visit, which is no re-use
             * @enum {string}
             */
            standing: "reuse" | "same_matter";
            /**
             * @description What was done to the other picture so that this one came of it
             * @enum {string|null}
             */
            symmetry: "identity" | "mirrored" | "flipped" | "turned" | "transposed" | "turned_right" | "turned_left" | "transversed" | null;
        };
        PhotoOverride: {
            reason: string;
            sha256: string;
        };
        Place: {
            area_code: string | null;
            area_name: string | null;
            inside_household_area: boolean | null;
            metres_from_house: number | null;
        };
        PlaceTally: {
            area_code: string;
            /** @description Delivered, and every photo is here */
            confirmed: number;
            /** @description Tried and not delivered; by newest reason in `failures` */
            failed: number;
            /**
             * @example {
             *       "not_at_home": 3
             *     }
             */
            failures: {
                [key: string]: number;
            };
            name: string | null;
            /** @description Nobody has been there yet */
            pending: number;
            /** @description Of planned, rounded down to one decimal; null of nothing */
            percent_confirmed: number | null;
            /** @description confirmed and photos_pending */
            percent_delivered: number | null;
            /** @description Delivered; a photo is on its way */
            photos_pending: number;
            planned: number;
        };
        Position: {
            /** @default null */
            accuracy_mm?: number | null;
            /** @example -77001234 */
            latitude_e7: number;
            /** @example 1143801234 */
            longitude_e7: number;
            samples?: {
                [key: string]: unknown;
            }[];
        };
        Problem: {
            /** @example other_content */
            code: string;
            /** @description For a person: what happened and what to do */
            detail: string;
            problems?: components["schemas"]["FieldProblem"][];
            /** @description Name it when you ask us */
            request_id: string | null;
            /** @example 409 */
            status: number;
            title: string;
            /** @example urn:field-api:problem:other_content */
            type: string;
        } & {
            [key: string]: unknown;
        };
        Programme: {
            /** @example pkh */
            readonly code?: string;
            components: components["schemas"]["Component"][];
            /** @default  */
            legal_basis?: string;
            name: string;
            /** @enum {string} */
            unit: "person" | "household";
            /** Format: date */
            valid_from: string;
            /**
             * Format: date
             * @default null
             */
            valid_to?: string | null;
        };
        Progress: {
            level: string;
            places: components["schemas"]["PlaceTally"][];
            /** Format: uuid */
            round_id: string;
            /** @description The areas I may see, when they are less than the round; null: the whole round */
            seen_within: string[] | null;
            total: components["schemas"]["Tally"];
        };
        Proof: {
            /** @description Signed note: origin, size, root hash (C2SP tlog-checkpoint) */
            checkpoint: string;
            /** @example field-api.receipt.v1 */
            format: string;
            /** @description The place in the log, from 0 */
            index: number;
            /** @description 32-byte hashes, base64 (RFC 9162, 2.1.3) */
            proof: string[];
            /** @description 16 bytes, base64 */
            salt: string;
            /** @description What was recorded, without a name, a NIK or a coordinate */
            statement: {
                [key: string]: unknown;
            };
        };
        Quality: {
            /** @description Groups lie one level below; empty: the country */
            area_code: string;
            rows: components["schemas"]["QualityRow"][];
        };
        QualityRow: {
            answered: number;
            cannot_tell: number;
            /** @description On visits without a doubt, drawn or not */
            decisions: number;
            drawn: number;
            /**
             * @description An area code, or the id of a verifier
             * @example 35.99.01.1001
             */
            group: string;
            /** @enum {string} */
            kind: "second_review" | "back_check";
            name: string | null;
            /** @description The first verifier's recommendation against the second look */
            recommendation_differs: components["schemas"]["Estimate"];
            /** @description Rejected households that the second look calls eligible */
            wrong_exclusion: components["schemas"]["Estimate"];
            /** @description Accepted households that the second look calls not eligible */
            wrong_inclusion: components["schemas"]["Estimate"];
        };
        Queue: {
            counts: {
                [key: string]: number;
            };
            items: components["schemas"]["QueuedCase"][];
            next: string | null;
        };
        QueuedCase: {
            address: string;
            case: components["schemas"]["Case"];
            evaluations: components["schemas"]["EvaluationSummary"][];
            /** @description The head of the household today, or a member where none is recorded */
            head_name: string | null;
            visit: components["schemas"]["VisitSummary"];
        };
        Reason: {
            reason: string;
        };
        Recipient: {
            address: string | null;
            /** @description The No. KK held today */
            family_cards_masked: string[];
            latitude_e7: number | null;
            longitude_e7: number | null;
            name: string | null;
            /** @example 317506******0007 */
            nik_masked: string | null;
        };
        RecordedDecision: {
            /**
             * Format: uuid
             * @description The new visit that a return asks for
             */
            assignment_id: string | null;
            /** Format: uuid */
            case_id: string;
            /** Format: date-time */
            decided_at: string;
            /** Format: uuid */
            id: string;
            photo_kinds: string[];
            photo_overrides: {
                [key: string]: unknown;
            }[];
            reason: string;
            reason_code: string;
            /** Format: uuid */
            reviewer_id: string;
            verdict: string;
            /** Format: uuid */
            visit_id: string;
            without_field_evidence: boolean;
        };
        Refusal: {
            /** @example file_unreadable */
            code: string;
            /** @example The file is empty. Choose another one. */
            detail: string;
            problems: components["schemas"]["FieldProblem"][];
        };
        Rejection: {
            /** @example nik_invalid */
            code: string;
            detail: string;
            /** @example nik */
            field: string;
            remedy: string;
            /** @description The remedy in Bahasa Indonesia */
            readonly remedy_indonesian: string;
            /**
             * @description As the spreadsheet shows it; the heading is row 1
             * @example 12
             */
            row: number;
        };
        RejectionPage: {
            items: components["schemas"]["Rejection"][];
            next: string | null;
        };
        Round: {
            /**
             * @description Everything under it
             * @example 35.99.01
             */
            area_code: string;
            /** Format: date-time */
            closed_at: string | null;
            /**
             * Format: date
             * @description The last local day
             */
            ends_on: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            opened_at: string;
            /** Format: uuid */
            opened_by: string;
            /**
             * @description What is in one package
             * @example 10 kg beras, 2 kaleng sarden, sabun
             */
            package: string;
            /** @description Packages allocated; 0 while the round is `preparing` */
            planned: number;
            /** @example SEMBAKO */
            programme_code: string;
            /**
             * Format: date
             * @description Local day; who is enrolled that day receives
             */
            starts_on: string;
            /** @enum {string} */
            state: "preparing" | "open" | "closed";
            /** @example Tahap 1, Maret 2026 */
            title: string;
        };
        RoundPage: {
            items: components["schemas"]["Round"][];
            next: string | null;
        };
        SealCheck: {
            /** @description Items whose person was erased: only their hash is left */
            erased: number;
            /** @description Computed now, from the items */
            found_root: string;
            intact: boolean;
            sealed_root: string;
            size: number;
        };
        SecondAnswer: {
            /**
             * @example eligible
             * @enum {unknown}
             */
            finding: "eligible" | "not_eligible" | "cannot_tell";
            reason: string;
        };
        SecondReview: {
            /** Format: date-time */
            answered_at: string | null;
            area_code: string;
            /** @enum {string|null} */
            finding: "eligible" | "not_eligible" | "cannot_tell" | null;
            /** Format: uuid */
            id: string;
            reason: string | null;
            /**
             * Format: date-time
             * @description Since when it is mine; null: nobody's
             */
            taken_at: string | null;
        };
        SecondReviewPage: {
            items: components["schemas"]["SecondReview"][];
            next: string | null;
        };
        SentAssignment: {
            /** Format: date-time */
            assigned_at: string;
            /** Format: date */
            due_on: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "open" | "done" | "withdrawn";
            /** Format: uuid */
            verifier_id: string;
        };
        Tally: {
            /** @description Delivered, and every photo is here */
            confirmed: number;
            /** @description Tried and not delivered; by newest reason in `failures` */
            failed: number;
            /**
             * @example {
             *       "not_at_home": 3
             *     }
             */
            failures: {
                [key: string]: number;
            };
            /** @description Nobody has been there yet */
            pending: number;
            /** @description Of planned, rounded down to one decimal; null of nothing */
            percent_confirmed: number | null;
            /** @description confirmed and photos_pending */
            percent_delivered: number | null;
            /** @description Delivered; a photo is on its way */
            photos_pending: number;
            planned: number;
        };
        Thresholds: {
            /** @description Empty: the country */
            area_code: string;
            /** Format: uuid */
            id: string;
            limits: {
                [key: string]: number;
            };
            reason: string;
            /** Format: date-time */
            set_at: string;
            /** Format: uuid */
            set_by: string | null;
            /** Format: date */
            valid_from: string;
        };
        Token: {
            /** Format: date-time */
            expires_at: string;
            full_name: string;
            /** Format: uuid */
            session_id: string;
            /** @description Shown once. Send it as `Authorization: Bearer <token>`. */
            token: string;
            /** Format: uuid */
            user_id: string;
        };
        User: {
            active: boolean;
            /** Format: date-time */
            created_at: string;
            full_name: string;
            /** Format: uuid */
            id: string;
            roles: components["schemas"]["Grant"][];
            username: string;
        };
        UserChange: {
            active?: boolean;
            full_name?: string;
        };
        UserPage: {
            items: components["schemas"]["User"][];
            next: string | null;
        };
        Visit: {
            accuracy_mm: number | null;
            answers: {
                [key: string]: unknown;
            };
            app_version: string;
            area_code: string;
            /** Format: uuid */
            assignment_id: string | null;
            channel: string;
            evaluations: components["schemas"]["VisitEvaluation"][];
            /** Format: date-time */
            finished_at: string;
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            instrument_code: string;
            instrument_version: string;
            latitude_e7: number | null;
            longitude_e7: number | null;
            members: components["schemas"]["VisitMember"][];
            note: string;
            occupation: string | null;
            outcome: string;
            photos: components["schemas"]["VisitPhoto"][];
            position_samples: {
                [key: string]: unknown;
            }[];
            /** Format: date-time */
            received_at: string;
            recommendation: string | null;
            remarks: string[];
            /** Format: uuid */
            replaces_visit_id: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: uuid */
            verifier_id: string;
        };
        VisitEvaluation: {
            instrument_code: string;
            instrument_version: string;
            outcome: string;
            result: {
                [key: string]: unknown;
            };
            score: number | null;
        };
        VisitMember: {
            /**
             * Format: date
             * @default null
             */
            birth_date?: string | null;
            name: string;
            /**
             * @description Sealed on arrival and shown masked; null when there is none
             * @default null
             */
            nik?: string | null;
            readonly nik_masked?: string | null;
            /** @default null */
            occupation?: string | null;
            /**
             * Format: uuid
             * @default null
             */
            person_id?: string | null;
            /** @default null */
            present?: boolean | null;
            /** @example head */
            relationship: string;
            /** @default null */
            school?: string | null;
            /**
             * @default null
             * @enum {string|null}
             */
            sex?: "M" | "F" | null;
        };
        VisitPhoto: {
            kind: string;
            large_url: string | null;
            number: number;
            reasons: string[];
            remarks: string[];
            sha256: string;
            size: number;
            /**
             * @description file: of the camera app; page: by the camera inside the page, without its EXIF
             * @enum {string|null}
             */
            source: "file" | "page" | null;
            stored: boolean;
            /** Format: date-time */
            taken_at: string | null;
            thumb_url: string | null;
            /** @description Null until the worker has looked at it */
            verdict: string | null;
        };
        VisitSubmission: {
            answers?: {
                [key: string]: unknown;
            };
            /** @default  */
            app_version?: string;
            /**
             * Format: uuid
             * @default null
             */
            assignment_id?: string | null;
            /**
             * @default api
             * @enum {string}
             */
            channel?: "field_app" | "odk_collect" | "import" | "api";
            /**
             * Format: date-time
             * @example 2026-11-20T09:31:00+07:00
             */
            finished_at: string;
            /** Format: uuid */
            household_id: string;
            /** @description The first one judges; the others are evaluated beside it on the same answers */
            instruments: components["schemas"]["InstrumentName"][];
            members?: components["schemas"]["VisitMember"][];
            /** @default  */
            note?: string;
            /** @default null */
            occupation?: string | null;
            /** @enum {string} */
            outcome: "visited" | "not_found" | "moved" | "deceased" | "refused" | "not_at_home" | "no_access";
            photos?: components["schemas"]["Capture"][];
            /** @default null */
            position?: components["schemas"]["Position"] | null;
            /** @default null */
            position_missing_reason?: string | null;
            /**
             * @default null
             * @enum {string|null}
             */
            recommendation?: "eligible" | "not_eligible" | "unsure" | null;
            /**
             * Format: uuid
             * @description A correction names the visit it replaces
             * @default null
             */
            replaces_visit_id?: string | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:12:00+07:00
             */
            started_at: string;
        };
        VisitSummary: {
            area_code: string;
            /** Format: uuid */
            assignment_id: string | null;
            /** Format: date-time */
            finished_at: string;
            /** Format: uuid */
            household_id: string;
            /** Format: uuid */
            id: string;
            outcome: string;
            /** Format: date-time */
            received_at: string;
            recommendation: string | null;
            remarks: string[];
            /** Format: date-time */
            started_at: string;
            /** Format: uuid */
            verifier_id: string;
        };
        VisitSummaryPage: {
            items: components["schemas"]["VisitSummary"][];
            next: string | null;
        };
        Words: {
            /** @description English */
            en: string;
            /** @description Bahasa Indonesia */
            id: string;
        };
    };
    responses: {
        /** @description Anything but success: a problem document (RFC 9457) */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
