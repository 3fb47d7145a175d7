-- A clinic: registers, wards, laboratory, billing. The names of its keys are the server's.

CREATE TABLE persons (id int AUTO_INCREMENT PRIMARY KEY, uuid char(38) CHARACTER SET ascii NOT NULL UNIQUE, gender enum('f','m','x') DEFAULT 'x', born date, died date, estimated boolean NOT NULL DEFAULT false, voided tinyint(1) NOT NULL DEFAULT 0, CHECK (died is null or died >= born))

CREATE TABLE person_names (id int AUTO_INCREMENT PRIMARY KEY, person_id int NOT NULL, preferred tinyint(1) DEFAULT 0, given varchar(50), family varchar(50), KEY given (given), KEY family_given (family, given), FOREIGN KEY (person_id) REFERENCES persons (id))

CREATE TABLE person_addresses (id int AUTO_INCREMENT PRIMARY KEY, person_id int, line1 varchar(255), line2 varchar(255), latitude decimal(9,6), longitude decimal(9,6), FOREIGN KEY (person_id) REFERENCES persons (id) ON DELETE CASCADE)

CREATE TABLE patients (person_id int PRIMARY KEY, number bigint unsigned UNIQUE, blood_group enum('0','A','B','AB'), allergies text, FOREIGN KEY (person_id) REFERENCES persons (id) ON UPDATE CASCADE)

CREATE TABLE staff (person_id int PRIMARY KEY, pager varchar(10), profession varchar(40) NOT NULL, hired date DEFAULT (curdate() + interval 1 day), FOREIGN KEY (person_id) REFERENCES persons (id))

CREATE TABLE departments (id smallint AUTO_INCREMENT PRIMARY KEY, name varchar(60) NOT NULL UNIQUE, head int, FOREIGN KEY (head) REFERENCES staff (person_id))

CREATE TABLE wards (id smallint AUTO_INCREMENT PRIMARY KEY, department_id smallint NOT NULL, floor tinyint, name varchar(40), FOREIGN KEY (department_id) REFERENCES departments (id))

CREATE TABLE beds (ward_id smallint, number tinyint unsigned, kind varchar(20) DEFAULT 'normal', PRIMARY KEY (ward_id, number), FOREIGN KEY (ward_id) REFERENCES wards (id) ON DELETE CASCADE)

CREATE TABLE stays (id bigint AUTO_INCREMENT PRIMARY KEY, patient_id int NOT NULL, admitted datetime NOT NULL DEFAULT current_timestamp(), discharged datetime, days int AS (to_days(discharged) - to_days(admitted)) VIRTUAL, KEY patient_admitted (patient_id, admitted), FOREIGN KEY (patient_id) REFERENCES patients (person_id))

CREATE TABLE bed_use (stay_id bigint, since datetime, ward_id smallint NOT NULL, bed tinyint unsigned NOT NULL, PRIMARY KEY (stay_id, since), FOREIGN KEY (stay_id) REFERENCES stays (id), FOREIGN KEY (ward_id, bed) REFERENCES beds (ward_id, number))

CREATE TABLE diagnoses (code varchar(8) CHARACTER SET ascii PRIMARY KEY, text varchar(300), parent varchar(8) CHARACTER SET ascii, FULLTEXT (text), FOREIGN KEY (parent) REFERENCES diagnoses (code))

CREATE TABLE stay_diagnoses (stay_id bigint, code varchar(8) CHARACTER SET ascii, main boolean DEFAULT false, PRIMARY KEY (stay_id, code), FOREIGN KEY (stay_id) REFERENCES stays (id), FOREIGN KEY (code) REFERENCES diagnoses (code))

CREATE TABLE procedures_done (id bigint AUTO_INCREMENT PRIMARY KEY, stay_id bigint, code varchar(10), done_by int, at datetime, seconds mediumint unsigned, FOREIGN KEY (stay_id) REFERENCES stays (id), FOREIGN KEY (done_by) REFERENCES staff (person_id) ON DELETE SET NULL)

CREATE TABLE drugs (id int AUTO_INCREMENT PRIMARY KEY, atc char(7), name varchar(120) NOT NULL, form enum('pill','drops','injection','cream'), strength float, price decimal(8,3) unsigned, KEY atc (atc))

CREATE TABLE prescriptions (id bigint AUTO_INCREMENT PRIMARY KEY, stay_id bigint NOT NULL, drug_id int NOT NULL, dose varchar(20) DEFAULT '1-0-1', starts date, ends date, prn tinyint(1) NOT NULL DEFAULT 0, FOREIGN KEY (stay_id) REFERENCES stays (id), FOREIGN KEY (drug_id) REFERENCES drugs (id), CONSTRAINT rx_dates CHECK (starts <= ends))

CREATE TABLE given_drugs (prescription_id bigint, at datetime, by_whom int, PRIMARY KEY (prescription_id, at), FOREIGN KEY (prescription_id) REFERENCES prescriptions (id) ON DELETE CASCADE)

CREATE TABLE tests (id int AUTO_INCREMENT PRIMARY KEY, loinc varchar(10) UNIQUE, name varchar(80), unit varchar(20), low double, high double, CONSTRAINT test_range CHECK (low < high))

CREATE TABLE samples (id bigint AUTO_INCREMENT PRIMARY KEY, barcode binary(12) UNIQUE, patient_id int, taken timestamp(3) NULL, material enum('blood','urine','tissue'), FOREIGN KEY (patient_id) REFERENCES patients (person_id))

CREATE TABLE results (sample_id bigint, test_id int, value double, text varchar(60), flag char(2) AS (case when value is null then '?' else '' end) STORED, raw json CHECK (json_valid(raw)), PRIMARY KEY (sample_id, test_id), FOREIGN KEY (sample_id) REFERENCES samples (id), FOREIGN KEY (test_id) REFERENCES tests (id))

CREATE TABLE devices (id int AUTO_INCREMENT PRIMARY KEY, serial varchar(40) UNIQUE, model varchar(60), ip inet6, mac binary(6), checked date)

CREATE TABLE vitals (stay_id bigint, at datetime(3), pulse tinyint unsigned, systolic smallint, diastolic smallint, temperature decimal(3,1), spo2 tinyint, PRIMARY KEY (stay_id, at)) ENGINE=Aria PAGE_CHECKSUM=1

CREATE TABLE images (id bigint AUTO_INCREMENT PRIMARY KEY, stay_id bigint, modality char(2), dicom_uid varchar(64) CHARACTER SET ascii COLLATE ascii_bin UNIQUE, taken datetime, FOREIGN KEY (stay_id) REFERENCES stays (id))

CREATE TABLE appointments (id bigint AUTO_INCREMENT PRIMARY KEY, patient_id int NOT NULL, staff_id int NOT NULL, starts datetime NOT NULL, minutes smallint DEFAULT 15, state enum('planned','here','done','missed') DEFAULT 'planned', UNIQUE KEY one_at_a_time (staff_id, starts), FOREIGN KEY (patient_id) REFERENCES patients (person_id), FOREIGN KEY (staff_id) REFERENCES staff (person_id))

CREATE TABLE waiting_list (patient_id int, department_id smallint, since date DEFAULT curdate(), urgency tinyint DEFAULT 5, PRIMARY KEY (patient_id, department_id), FOREIGN KEY (patient_id) REFERENCES patients (person_id), FOREIGN KEY (department_id) REFERENCES departments (id))

CREATE TABLE shifts (staff_id int, starts datetime, ends datetime, ward_id smallint, PRIMARY KEY (staff_id, starts), FOREIGN KEY (staff_id) REFERENCES staff (person_id), FOREIGN KEY (ward_id) REFERENCES wards (id) ON DELETE SET NULL)

CREATE TABLE insurers (id smallint AUTO_INCREMENT PRIMARY KEY, name varchar(80) COLLATE utf8mb4_german2_ci, code char(9) UNIQUE)

CREATE TABLE policies (insurer_id smallint, number varchar(20), patient_id int, valid_until date, PRIMARY KEY (insurer_id, number), FOREIGN KEY (insurer_id) REFERENCES insurers (id), FOREIGN KEY (patient_id) REFERENCES patients (person_id))

CREATE TABLE tariffs (code varchar(10) PRIMARY KEY, points int unsigned, factor decimal(4,3) NOT NULL DEFAULT 1.000)

CREATE TABLE bills (id bigint AUTO_INCREMENT PRIMARY KEY, stay_id bigint, insurer_id smallint, policy varchar(20), total decimal(12,2), sent timestamp NULL DEFAULT NULL, FOREIGN KEY (stay_id) REFERENCES stays (id), FOREIGN KEY (insurer_id, policy) REFERENCES policies (insurer_id, number) ON UPDATE CASCADE)

CREATE TABLE bill_lines (bill_id bigint, line int, tariff varchar(10), times smallint DEFAULT 1, amount decimal(10,2), PRIMARY KEY (bill_id, line), FOREIGN KEY (bill_id) REFERENCES bills (id) ON DELETE CASCADE, FOREIGN KEY (tariff) REFERENCES tariffs (code))

CREATE TABLE consents (patient_id int, kind varchar(30), given boolean, signed datetime, scan mediumblob, PRIMARY KEY (patient_id, kind), FOREIGN KEY (patient_id) REFERENCES patients (person_id))

CREATE TABLE contacts (patient_id int, nr tinyint, name varchar(80), phone varchar(30), relation varchar(20) DEFAULT 'other', PRIMARY KEY (patient_id, nr), FOREIGN KEY (patient_id) REFERENCES patients (person_id) ON DELETE CASCADE)

CREATE TABLE diets (code char(3) PRIMARY KEY, name varchar(40), kcal smallint unsigned)

CREATE TABLE meals (stay_id bigint, day date, meal enum('breakfast','lunch','dinner'), diet char(3), PRIMARY KEY (stay_id, day, meal), FOREIGN KEY (diet) REFERENCES diets (code))

CREATE TABLE access_log (at datetime(6), who varchar(64), what varchar(200), KEY at (at)) ENGINE=MyISAM

CREATE VIEW occupied AS SELECT b.ward_id, count(0) AS beds FROM bed_use b JOIN stays s ON s.id = b.stay_id WHERE s.discharged IS NULL GROUP BY b.ward_id

CREATE VIEW ward_state AS SELECT w.name, coalesce(o.beds, 0) AS occupied FROM wards w LEFT JOIN occupied o ON o.ward_id = w.id

CREATE EVENT purge_log ON SCHEDULE EVERY 1 DAY STARTS '2026-01-01 03:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'at night' DO DELETE FROM access_log WHERE at < now() - INTERVAL 1 YEAR
