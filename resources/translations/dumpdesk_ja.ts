<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About DumpDesk</source>
        <translation>DumpDesk について</translation>
    </message>
    <message>
        <source>DumpDesk {0}</source>
        <translation>DumpDesk {0}</translation>
    </message>
    <message>
        <source>The icon of DumpDesk</source>
        <translation>DumpDesk のアイコン</translation>
    </message>
    <message>
        <source>Writes minidumps of running processes. Apache License 2.0.</source>
        <translation>実行中のプロセスのミニダンプを書き込みます。Apache License 2.0。</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>List of dumps</source>
        <translation>ダンプの一覧</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Last dump by</source>
        <translation>前回のダンプの作成</translation>
    </message>
    <message>
        <source>DbgHelp</source>
        <translation>DbgHelp</translation>
    </message>
</context>
<context>
    <name>AboutRow</name>
    <message>
        <source>Choose a row to see the callbacks about it.</source>
        <translation>行を選ぶと、そのコールバックが表示されます。</translation>
    </message>
    <message>
        <source>Callbacks about the row that is chosen</source>
        <translation>選択した行のコールバック</translation>
    </message>
    <message>
        <source>What is asked about it, and what is answered, as a mask and in words.</source>
        <translation>問い合わせと応答を、マスクと言葉で示します。</translation>
    </message>
</context>
<context>
    <name>Appearance</name>
    <message>
        <source>As the &amp;system</source>
        <translation>システムに合わせる(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>ハイコントラスト(&amp;H)</translation>
    </message>
</context>
<context>
    <name>AsPlanned</name>
    <message>
        <source>{0} as planned</source>
        <translation>{0}(予定どおり)</translation>
    </message>
    <message>
        <source>{0}, planned about {1}</source>
        <translation>{0}、予定は約 {1}</translation>
    </message>
    <message>
        <source>{0}, planned {1}: {2}</source>
        <translation>{0}、予定は {1}: {2}</translation>
    </message>
    <message>
        <source>1 thread has ended</source>
        <translation>スレッド 1 個が終了</translation>
    </message>
    <message>
        <source>{0} threads have ended</source>
        <translation>スレッド {0} 個が終了</translation>
    </message>
    <message>
        <source>1 thread was started</source>
        <translation>スレッド 1 個が開始</translation>
    </message>
    <message>
        <source>{0} threads were started</source>
        <translation>スレッド {0} 個が開始</translation>
    </message>
    <message>
        <source>{0} +{1}</source>
        <translation>{0} +{1}</translation>
    </message>
    <message>
        <source>{0} −{1}</source>
        <translation>{0} −{1}</translation>
    </message>
    <message>
        <source>not all of it could be read</source>
        <translation>読み取れない部分がありました</translation>
    </message>
</context>
<context>
    <name>CallbackList</name>
    <message>
        <source>Calls of the MiniDumpCallback and their answers</source>
        <translation>MiniDumpCallback の呼び出しとその応答</translation>
    </message>
    <message>
        <source>A line for each call: what is asked, about whom, and the answer.</source>
        <translation>呼び出しごとに 1 行: 何を、誰について問い、どう答えるか。</translation>
    </message>
    <message>
        <source>The calls that a dump will make appear here.</source>
        <translation>ダンプ時の呼び出しがここに表示されます。</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>呼び出し 1 回</translation>
    </message>
    <message>
        <source>{0} calls</source>
        <translation>呼び出し {0} 回</translation>
    </message>
    <message>
        <source>{0}, and {1} more</source>
        <translation>{0}、ほか {1} 回</translation>
    </message>
</context>
<context>
    <name>ChangeRows</name>
    <message>
        <source>anonymous memory</source>
        <translation>無名メモリ</translation>
    </message>
    <message>
        <source>stacks</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>同じ</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>読み込み済み</translation>
    </message>
</context>
<context>
    <name>ChoicePane</name>
    <message>
        <source>open a recipe</source>
        <translation>レシピを開く</translation>
    </message>
    <message>
        <source>keep the rules of a recipe</source>
        <translation>レシピの規則を残す</translation>
    </message>
    <message>
        <source>reset the choice</source>
        <translation>選択をリセット</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>プラン</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>フラグ</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Extras</source>
        <translation>追加情報</translation>
    </message>
    <message>
        <source>What will be done, and what the process is</source>
        <translation>行う内容と、プロセスの様子</translation>
    </message>
    <message>
        <source>undo the recipe</source>
        <translation>レシピの取り消し</translation>
    </message>
    <message>
        <source>change the flags</source>
        <translation>フラグを変更</translation>
    </message>
    <message>
        <source>include or leave out</source>
        <translation>含めるか除外する</translation>
    </message>
</context>
<context>
    <name>ColumnMenu</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>列を元に戻す</translation>
    </message>
    <message>
        <source>Column sets</source>
        <translation>列のセット</translation>
    </message>
    <message>
        <source>Save these columns as …</source>
        <translation>この列の組を保存する名前 …</translation>
    </message>
    <message>
        <source>Name for these columns</source>
        <translation>この列の組の名前</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>ColumnSets</name>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>負荷</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>由来</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>権限</translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>Compare again</source>
        <translation>もう一度比較</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>入れ替え</translation>
    </message>
    <message>
        <source>Comparison - DumpDesk</source>
        <translation>比較 - DumpDesk</translation>
    </message>
    <message>
        <source>Before: {0}</source>
        <translation>前: {0}</translation>
    </message>
    <message>
        <source>After: {0}</source>
        <translation>後: {0}</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>比較しています …</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>違い</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>メモリ(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>スレッド(&amp;T)</translation>
    </message>
    <message>
        <source>M&amp;odules</source>
        <translation>モジュール(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Handles</source>
        <translation>ハンドル(&amp;H)</translation>
    </message>
    <message>
        <source>the process {0} as it is now</source>
        <translation>現在のプロセス {0}</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>違いはありません。</translation>
    </message>
    <message>
        <source>Not all could be compared: {0}</source>
        <translation>比較できなかったものがあります: {0}</translation>
    </message>
    <message>
        <source>These are not the same process.</source>
        <translation>同じプロセスではありません。</translation>
    </message>
    <message>
        <source>The second look was {0} later.</source>
        <translation>二つ目は {0} 後のものです。</translation>
    </message>
    <message>
        <source>The second look was {0} earlier.</source>
        <translation>二つ目は {0} 前のものです。</translation>
    </message>
    <message>
        <source>Memory in use: {0}, then {1}.</source>
        <translation>使用メモリ: {0}、その後 {1}。</translation>
    </message>
    <message>
        <source>1 thread did not move.</source>
        <translation>スレッド 1 個は動いていません。</translation>
    </message>
    <message>
        <source>{0} threads did not move.</source>
        <translation>スレッド {0} 個は動いていません。</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>They cannot be compared: {0}.</source>
        <translation>比較できません: {0}。</translation>
    </message>
    <message>
        <source>what compares them has ended unexpectedly</source>
        <translation>比較する処理が予期せず終了しました</translation>
    </message>
    <message>
        <source>See whether the files are complete and still there.</source>
        <translation>ファイルが完全で、まだあるか確認してください。</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message>
        <source>{0} to {1}, {2} bytes</source>
        <translation>{0} から {1} まで、{2} バイト</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>バージョン {0}</translation>
    </message>
    <message>
        <source>Symbol id {0}</source>
        <translation>シンボル ID {0}</translation>
    </message>
    <message>
        <source>The file has been deleted.</source>
        <translation>ファイルは削除されています。</translation>
    </message>
    <message>
        <source>The file at that path is another one by now.</source>
        <translation>そのパスにあるファイルは、今は別のものです。</translation>
    </message>
    <message>
        <source>State {0}, {1} s of processor time</source>
        <translation>状態 {0}、CPU 時間 {1} 秒</translation>
    </message>
    <message>
        <source>Stack from {0} to {1}</source>
        <translation>スタックは {0} から {1} まで</translation>
    </message>
    <message>
        <source>The program asked for it not to be dumped.</source>
        <translation>ダンプしないようプログラムが求めています。</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>読み取れません</translation>
    </message>
    <message>
        <source>the program keeps it out of dumps</source>
        <translation>プログラムがダンプから除外しています</translation>
    </message>
    <message>
        <source>left out with its module</source>
        <translation>モジュールとともに除外</translation>
    </message>
    <message>
        <source>holds nothing: never touched</source>
        <translation>中身なし: 一度も使われていません</translation>
    </message>
    <message>
        <source>not asked for by the flags</source>
        <translation>フラグが求めていません</translation>
    </message>
</context>
<context>
    <name>ContentsTab</name>
    <message>
        <source>Tree</source>
        <translation>ツリー</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>コールバック</translation>
    </message>
    <message>
        <source>Show what goes in as a tree to tick</source>
        <translation>入るものをチェックできるツリーで表示</translation>
    </message>
    <message>
        <source>Show all calls of the MiniDumpCallback</source>
        <translation>MiniDumpCallback のすべての呼び出しを表示</translation>
    </message>
</context>
<context>
    <name>CopiedCommand</name>
    <message>
        <source>Copied: {0}</source>
        <translation>コピーしました: {0}</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>モジュール</translation>
    </message>
    <message>
        <source>Process and threads</source>
        <translation>プロセスとスレッド</translation>
    </message>
    <message>
        <source>Privacy and size</source>
        <translation>プライバシーとサイズ</translation>
    </message>
    <message>
        <source>When memory cannot be read</source>
        <translation>メモリを読み取れないとき</translation>
    </message>
    <message>
        <source>Full memory</source>
        <translation>すべてのメモリ</translation>
    </message>
    <message>
        <source>All memory of the process that can be read. The largest dump and the most complete one.</source>
        <translation>プロセスの読み取れるメモリすべて。最も大きく、最も完全なダンプです。</translation>
    </message>
    <message>
        <source>All readable committed memory, as Memory64List at the end of the file.</source>
        <translation>読み取れるコミット済みメモリすべて。ファイルの末尾に Memory64List として置かれます。</translation>
    </message>
    <message>
        <source>All readable mappings except device memory. Pages never touched are not read: short runs of them become holes, the rest is left out.</source>
        <translation>デバイスメモリを除く、読み取れるマッピングすべて。一度も使われていないページは読みません。短い並びは穴になり、残りは除外されます。</translation>
    </message>
    <message>
        <source>Private read-write memory</source>
        <translation>プライベートな読み書きメモリ</translation>
    </message>
    <message>
        <source>Heaps and stacks, but no code and no mapped files: most of what a program computed.</source>
        <translation>ヒープとスタック。コードやマップされたファイルは含みません。プログラムが計算したもののほとんどです。</translation>
    </message>
    <message>
        <source>All committed private read-write regions.</source>
        <translation>コミット済みのプライベートな読み書き領域すべて。</translation>
    </message>
    <message>
        <source>Private writable mappings without a file: the heap, stacks and anonymous memory.</source>
        <translation>ファイルのない、書き込み可能なプライベートマッピング: ヒープ、スタック、無名メモリ。</translation>
    </message>
    <message>
        <source>Private write-copy memory</source>
        <translation>プライベートなコピーオンライトメモリ</translation>
    </message>
    <message>
        <source>Pages of mapped files that belong to this process alone because it may write to them.</source>
        <translation>マップされたファイルのうち、書き込めるためにこのプロセスだけのものになっているページ。</translation>
    </message>
    <message>
        <source>Private PAGE_WRITECOPY regions.</source>
        <translation>プライベートな PAGE_WRITECOPY 領域。</translation>
    </message>
    <message>
        <source>Private writable mappings of files.</source>
        <translation>ファイルの、書き込み可能なプライベートマッピング。</translation>
    </message>
    <message>
        <source>Memory that stacks point to</source>
        <translation>スタックが指すメモリ</translation>
    </message>
    <message>
        <source>1 KiB around everything a stack points to: objects in use, without the whole heap.</source>
        <translation>スタックが指すものすべての周囲 1 KiB: ヒープ全体ではなく、使用中のオブジェクト。</translation>
    </message>
    <message>
        <source>256 bytes before and 768 bytes from each pointer found on a stack.</source>
        <translation>スタック上で見つかった各ポインタの前 256 バイトと、そこから 768 バイト。</translation>
    </message>
    <message>
        <source>The same 256 + 768 bytes around each pointer from a stack into memory outside modules; 64 MiB at most.</source>
        <translation>スタックからモジュール外のメモリを指す各ポインタの周囲、同じく 256 + 768 バイト。最大 64 MiB。</translation>
    </message>
    <message>
        <source>Data of modules</source>
        <translation>モジュールのデータ</translation>
    </message>
    <message>
        <source>Global and static variables of the program and its libraries.</source>
        <translation>プログラムとそのライブラリのグローバル変数と静的変数。</translation>
    </message>
    <message>
        <source>Writable sections of every module.</source>
        <translation>各モジュールの書き込み可能なセクション。</translation>
    </message>
    <message>
        <source>The writable segments of every module: .data, .bss and the offset tables.</source>
        <translation>各モジュールの書き込み可能なセグメント: .data、.bss、オフセットテーブル。</translation>
    </message>
    <message>
        <source>Code of modules</source>
        <translation>モジュールのコード</translation>
    </message>
    <message>
        <source>The machine code in memory, to see patches and hooks. Seldom needed: debuggers take code from the original files.</source>
        <translation>メモリ上の機械語。パッチやフックを見るためのものです。必要になることはまれです。デバッガーは元のファイルからコードを取ります。</translation>
    </message>
    <message>
        <source>Executable sections of every module.</source>
        <translation>各モジュールの実行可能セクション。</translation>
    </message>
    <message>
        <source>The executable segments of every module, as far as they are in memory.</source>
        <translation>各モジュールの実行可能セグメントのうち、メモリにある部分。</translation>
    </message>
    <message>
        <source>Headers of modules</source>
        <translation>モジュールのヘッダー</translation>
    </message>
    <message>
        <source>The headers and unwind tables in memory: lets a debugger walk stacks without the files.</source>
        <translation>メモリ上のヘッダーとアンワインドテーブル。ファイルがなくてもデバッガーがスタックをたどれます。</translation>
    </message>
    <message>
        <source>PE headers and the bytes of each data directory.</source>
        <translation>PE ヘッダーと各データディレクトリのバイト。</translation>
    </message>
    <message>
        <source>ELF and program headers, dynamic section, notes and unwind index of each module.</source>
        <translation>各モジュールの ELF ヘッダー、プログラムヘッダー、動的セクション、ノート、アンワインド索引。</translation>
    </message>
    <message>
        <source>Unloaded modules</source>
        <translation>アンロードされたモジュール</translation>
    </message>
    <message>
        <source>Names of modules that are no longer there.</source>
        <translation>もう存在しないモジュールの名前。</translation>
    </message>
    <message>
        <source>The list the system keeps of modules unloaded earlier.</source>
        <translation>以前アンロードされたモジュールについてシステムが保持する一覧。</translation>
    </message>
    <message>
        <source>Modules whose file has been deleted (an update replaced them).</source>
        <translation>ファイルが削除されたモジュール (更新で置き換えられたもの)。</translation>
    </message>
    <message>
        <source>Find modules in use</source>
        <translation>使用中のモジュールを探す</translation>
    </message>
    <message>
        <source>Looks through the stacks for pointers into modules; a filter can then leave out modules that no stack refers to. Adds no bytes by itself.</source>
        <translation>スタックからモジュールへのポインタを探します。フィルターは、どのスタックからも参照されないモジュールを除外できるようになります。それ自体はバイトを追加しません。</translation>
    </message>
    <message>
        <source>Sets ModuleReferencedByMemory for the module callback.</source>
        <translation>モジュールコールバックに ModuleReferencedByMemory を設定します。</translation>
    </message>
    <message>
        <source>The same: sets ModuleReferencedByMemory for the module callback; adds nothing.</source>
        <translation>同じく、モジュールコールバックに ModuleReferencedByMemory を設定します。何も追加しません。</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>ハンドル</translation>
    </message>
    <message>
        <source>Open files, sockets, pipes and other objects of the process, with their names.</source>
        <translation>プロセスが開いているファイル、ソケット、パイプなどのオブジェクトとその名前。</translation>
    </message>
    <message>
        <source>The HandleData stream: handle, type, name, access, counts.</source>
        <translation>HandleData ストリーム: ハンドル、種類、名前、アクセス、カウント。</translation>
    </message>
    <message>
        <source>Open descriptors: number, type, name, mode and open flags.</source>
        <translation>開いているディスクリプタ: 番号、種類、名前、モード、オープンフラグ。</translation>
    </message>
    <message>
        <source>Thread times</source>
        <translation>スレッドの時間</translation>
    </message>
    <message>
        <source>Start time, processor time and affinity of each thread: shows which one was busy.</source>
        <translation>各スレッドの開始時刻、CPU 時間、アフィニティ: どれが忙しかったかを示します。</translation>
    </message>
    <message>
        <source>The ThreadInfoList stream.</source>
        <translation>ThreadInfoList ストリーム。</translation>
    </message>
    <message>
        <source>The ThreadInfoList stream, from /proc; the start address is not known.</source>
        <translation>/proc からの ThreadInfoList ストリーム。開始アドレスはわかりません。</translation>
    </message>
    <message>
        <source>Process and thread data</source>
        <translation>プロセスとスレッドのデータ</translation>
    </message>
    <message>
        <source>Command line, environment and thread-local data. The environment often holds passwords.</source>
        <translation>コマンドライン、環境、スレッドローカルデータ。環境にはパスワードが含まれることがよくあります。</translation>
    </message>
    <message>
        <source>Arguments and environment (memory and LinuxEnviron stream), thread control blocks, vdso.</source>
        <translation>引数と環境 (メモリと LinuxEnviron ストリーム)、スレッド制御ブロック、vdso。</translation>
    </message>
    <message>
        <source>Memory map</source>
        <translation>メモリマップ</translation>
    </message>
    <message>
        <source>The list of all memory regions with protection and type, without their contents.</source>
        <translation>すべてのメモリ領域の保護と種類の一覧。中身は含みません。</translation>
    </message>
    <message>
        <source>The MemoryInfoList stream with every region, free ones too.</source>
        <translation>空き領域も含む全領域の MemoryInfoList ストリーム。</translation>
    </message>
    <message>
        <source>The MemoryInfoList stream with every mapping and the free gaps.</source>
        <translation>全マッピングと空きの隙間を含む MemoryInfoList ストリーム。</translation>
    </message>
    <message>
        <source>Security information</source>
        <translation>セキュリティ情報</translation>
    </message>
    <message>
        <source>Whose process it is and what it is allowed to do.</source>
        <translation>誰のプロセスで、何が許されているか。</translation>
    </message>
    <message>
        <source>The Token stream.</source>
        <translation>Token ストリーム。</translation>
    </message>
    <message>
        <source>User, group, capability and seccomp lines of LinuxProcStatus, left out otherwise. There is no Token stream.</source>
        <translation>LinuxProcStatus のユーザー、グループ、ケーパビリティ、seccomp の行。ほかの場合は省かれます。Token ストリームはありません。</translation>
    </message>
    <message>
        <source>AVX registers</source>
        <translation>AVX レジスター</translation>
    </message>
    <message>
        <source>The wide vector registers of each thread. About 1 to 3 KiB a thread.</source>
        <translation>各スレッドの幅の広いベクトルレジスター。1 スレッドあたり約 1 ～ 3 KiB。</translation>
    </message>
    <message>
        <source>Thread contexts extended by the XSAVE area.</source>
        <translation>XSAVE 領域で拡張されたスレッドコンテキスト。</translation>
    </message>
    <message>
        <source>Full auxiliary state</source>
        <translation>補助状態すべて</translation>
    </message>
    <message>
        <source>Everything that runtime helpers know, for .NET on Windows; system state on Linux.</source>
        <translation>ランタイム補助が知っているすべて。Windows では .NET 用、Linux ではシステムの状態。</translation>
    </message>
    <message>
        <source>Asks auxiliary providers for all their state.</source>
        <translation>補助プロバイダーに全状態を求めます。</translation>
    </message>
    <message>
        <source>Adds smaps_rollup, cgroup and mountinfo of the process as streams.</source>
        <translation>プロセスの smaps_rollup、cgroup、mountinfo をストリームとして追加します。</translation>
    </message>
    <message>
        <source>No auxiliary state</source>
        <translation>補助状態なし</translation>
    </message>
    <message>
        <source>Keeps runtime helpers (such as .NET&apos;s) from adding data of theirs.</source>
        <translation>ランタイム補助 (.NET のものなど) が自分のデータを追加しないようにします。</translation>
    </message>
    <message>
        <source>Turns auxiliary data providers off.</source>
        <translation>補助データプロバイダーを無効にします。</translation>
    </message>
    <message>
        <source>No effect: there are no auxiliary providers. Recorded in the file.</source>
        <translation>効果なし: 補助プロバイダーはありません。ファイルに記録されます。</translation>
    </message>
    <message>
        <source>Processor trace</source>
        <translation>プロセッサトレース</translation>
    </message>
    <message>
        <source>The recorded Intel Processor Trace, where recording was switched on before.</source>
        <translation>前もって記録を有効にしていた場合の、記録された Intel プロセッサトレース。</translation>
    </message>
    <message>
        <source>The IptTrace stream, if tracing is on.</source>
        <translation>トレースが有効なら IptTrace ストリーム。</translation>
    </message>
    <message>
        <source>No effect: Linux keeps no such trace of a process. Recorded in the file.</source>
        <translation>効果なし: Linux はプロセスのそのようなトレースを保持しません。ファイルに記録されます。</translation>
    </message>
    <message>
        <source>Clean stacks</source>
        <translation>スタックを消去</translation>
    </message>
    <message>
        <source>Blanks everything on the stacks that is not needed to walk them.</source>
        <translation>スタックをたどるのに不要なものをすべて消去します。</translation>
    </message>
    <message>
        <source>Documented to zero such stack words; not observed to do so.</source>
        <translation>文書ではそのようなスタックのワードをゼロにするとされていますが、実際には確認されていません。</translation>
    </message>
    <message>
        <source>Zeroes stack words that are neither small numbers nor pointers into that stack or into code.</source>
        <translation>小さな数でも、そのスタックやコードへのポインタでもないスタックのワードをゼロにします。</translation>
    </message>
    <message>
        <source>Names without folders</source>
        <translation>フォルダーなしの名前</translation>
    </message>
    <message>
        <source>Stores file names only: folders often hold the name of a user or a customer.</source>
        <translation>ファイル名だけを保存します。フォルダーにはユーザーや顧客の名前が含まれることがよくあります。</translation>
    </message>
    <message>
        <source>Module names without directory.</source>
        <translation>ディレクトリなしのモジュール名。</translation>
    </message>
    <message>
        <source>Module names, maps and handle names without directory; no command line, no environment.</source>
        <translation>ディレクトリなしのモジュール名、マップ、ハンドル名。コマンドラインも環境もありません。</translation>
    </message>
    <message>
        <source>Triage</source>
        <translation>トリアージ</translation>
    </message>
    <message>
        <source>The least that shows where a program is: cleaned stacks, no folders, no environment.</source>
        <translation>プログラムがどこにいるかを示す最小限: 消去したスタック、フォルダーなし、環境なし。</translation>
    </message>
    <message>
        <source>Stack words that are no pointers into modules or that stack become 0xAA bytes; implies names without folders.</source>
        <translation>モジュールやそのスタックへのポインタでないスタックのワードは 0xAA バイトになります。フォルダーなしの名前を含みます。</translation>
    </message>
    <message>
        <source>The same; also drops arguments and environment.</source>
        <translation>同じです。さらに引数と環境も落とします。</translation>
    </message>
    <message>
        <source>No optional memory</source>
        <translation>任意のメモリなし</translation>
    </message>
    <message>
        <source>Takes out full memory, private memory and memory that stacks point to, whatever else is ticked.</source>
        <translation>ほかに何が選ばれていても、すべてのメモリ、プライベートメモリ、スタックが指すメモリを取り除きます。</translation>
    </message>
    <message>
        <source>Removes five flags from the request, full memory among them.</source>
        <translation>すべてのメモリを含む 5 つのフラグを要求から取り除きます。</translation>
    </message>
    <message>
        <source>Removes the same five flags.</source>
        <translation>同じ 5 つのフラグを取り除きます。</translation>
    </message>
    <message>
        <source>No write-combined memory</source>
        <translation>ライトコンバインメモリなし</translation>
    </message>
    <message>
        <source>Leaves out memory shared with a graphics card, which is slow to read.</source>
        <translation>グラフィックカードと共有され、読み取りの遅いメモリを除外します。</translation>
    </message>
    <message>
        <source>Leaves out PAGE_WRITECOMBINE regions.</source>
        <translation>PAGE_WRITECOMBINE 領域を除外します。</translation>
    </message>
    <message>
        <source>Leaves out mappings of device files under /dev (shared memory stays).</source>
        <translation>/dev 以下のデバイスファイルのマッピングを除外します (共有メモリは残ります)。</translation>
    </message>
    <message>
        <source>Go on when memory cannot be read</source>
        <translation>メモリを読み取れなくても続ける</translation>
    </message>
    <message>
        <source>Leaves unreadable memory out and says so, instead of failing the full dump.</source>
        <translation>すべてのメモリのダンプを失敗させる代わりに、読み取れないメモリを除外してそれを知らせます。</translation>
    </message>
    <message>
        <source>With full memory, unreadable regions do not fail the dump.</source>
        <translation>すべてのメモリのとき、読み取れない領域があってもダンプは失敗しません。</translation>
    </message>
    <message>
        <source>With full memory, unreadable pages are left out and listed; without it the dump fails.</source>
        <translation>すべてのメモリのとき、読み取れないページは除外され一覧に載ります。これがないとダンプは失敗します。</translation>
    </message>
    <message>
        <source>Try page by page</source>
        <translation>ページごとに試す</translation>
    </message>
    <message>
        <source>Saves what can be read of a region that cannot be read as a whole.</source>
        <translation>全体としては読み取れない領域から、読み取れるものを保存します。</translation>
    </message>
    <message>
        <source>With full memory, tries partly unreadable regions page by page.</source>
        <translation>すべてのメモリのとき、一部読み取れない領域をページごとに試します。</translation>
    </message>
    <message>
        <source>No effect: unreadable memory is always found page by page. Recorded in the file.</source>
        <translation>効果なし: 読み取れないメモリは常にページごとに見つけます。ファイルに記録されます。</translation>
    </message>
    <message>
        <source>Support default</source>
        <translation>サポート標準</translation>
    </message>
    <message>
        <source>Stacks, global variables, handles, thread times and the memory map: small, and enough for most questions.</source>
        <translation>スタック、グローバル変数、ハンドル、スレッドの時間、メモリマップ: 小さく、ほとんどの問いに十分です。</translation>
    </message>
    <message>
        <source>Small, and enough for most questions</source>
        <translation>小さく、たいていの調査に足ります</translation>
    </message>
    <message>
        <source>Stacks only</source>
        <translation>スタックのみ</translation>
    </message>
    <message>
        <source>Where every thread is, and nothing else.</source>
        <translation>各スレッドがどこにいるか。それだけです。</translation>
    </message>
    <message>
        <source>Visual Studio, without heap</source>
        <translation>Visual Studio (ヒープなし)</translation>
    </message>
    <message>
        <source>Where every thread is, and nothing else</source>
        <translation>各スレッドの位置だけ</translation>
    </message>
    <message>
        <source>Private memory</source>
        <translation>プライベートメモリ</translation>
    </message>
    <message>
        <source>The support default with all heaps: what the program itself has computed.</source>
        <translation>サポート標準にすべてのヒープを加えたもの: プログラム自身が計算したもの。</translation>
    </message>
    <message>
        <source>createdump&apos;s heap dump, made tolerant</source>
        <translation>createdump のヒープダンプ (読み取れないメモリを許す)</translation>
    </message>
    <message>
        <source>All that the program itself has computed</source>
        <translation>プログラム自身が計算したすべて</translation>
    </message>
    <message>
        <source>Task Manager</source>
        <translation>タスクマネージャー</translation>
    </message>
    <message>
        <source>Full memory as Windows Task Manager writes it.</source>
        <translation>Windows のタスクマネージャーが書くのと同じ、すべてのメモリ。</translation>
    </message>
    <message>
        <source>Task Manager; System Informer&apos;s Normal</source>
        <translation>タスクマネージャー、System Informer の Normal</translation>
    </message>
    <message>
        <source>Full memory, as Task Manager writes it</source>
        <translation>タスク マネージャーと同じ完全メモリ</translation>
    </message>
    <message>
        <source>WinDbg /mA</source>
        <translation>WinDbg /mA</translation>
    </message>
    <message>
        <source>Full memory as WinDbg&apos;s .dump /mA writes it.</source>
        <translation>WinDbg の .dump /mA が書くのと同じ、すべてのメモリ。</translation>
    </message>
    <message>
        <source>WinDbg .dump /mA</source>
        <translation>WinDbg .dump /mA</translation>
    </message>
    <message>
        <source>Full memory, as WinDbg writes it</source>
        <translation>WinDbg と同じ完全メモリ</translation>
    </message>
    <message>
        <source>ProcDump -mm</source>
        <translation>ProcDump -mm</translation>
    </message>
    <message>
        <source>What ProcDump writes when asked for nothing.</source>
        <translation>何も指定しないときに ProcDump が書くもの。</translation>
    </message>
    <message>
        <source>What ProcDump writes by default</source>
        <translation>ProcDump の既定の内容</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>プライバシー</translation>
    </message>
    <message>
        <source>The least that shows where the program is: cleaned stacks, no folders, no environment.</source>
        <translation>プログラムがどこにいるかを示す最小限: 消去したスタック、フォルダーなし、環境なし。</translation>
    </message>
    <message>
        <source>dotnet-dump&apos;s triage dump</source>
        <translation>dotnet-dump のトリアージダンプ</translation>
    </message>
    <message>
        <source>The least that shows where the program is</source>
        <translation>プログラムの位置がわかる最小限</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All memory and every stream there is. Nothing is filtered.</source>
        <translation>すべてのメモリと、存在するすべてのストリーム。何もフィルターされません。</translation>
    </message>
    <message>
        <source>All memory and every stream there is</source>
        <translation>すべてのメモリとすべてのストリーム</translation>
    </message>
    <message>
        <source>This is a thread of the kernel: it has no memory of its own.</source>
        <translation>これはカーネルのスレッドで、自分のメモリを持ちません。</translation>
    </message>
    <message>
        <source>Choose a process that runs a program.</source>
        <translation>プログラムを実行しているプロセスを選んでください。</translation>
    </message>
    <message>
        <source>It has ended; only its exit code waits for its parent, process {ppid}.</source>
        <translation>終了しています。終了コードだけが親プロセス {ppid} を待っています。</translation>
    </message>
    <message>
        <source>Its memory is gone. Start it again and dump it while it runs.</source>
        <translation>メモリはもうありません。再び起動し、実行中にダンプしてください。</translation>
    </message>
    <message>
        <source>It is being traced by {tracer_name} (PID {tracer}), and a process has one tracer only.</source>
        <translation>{tracer_name} (PID {tracer}) がトレースしています。プロセスのトレーサーは 1 つだけです。</translation>
    </message>
    <message>
        <source>Detach or end {tracer_name} first, or dump from inside it.</source>
        <translation>まず {tracer_name} を切り離すか終了するか、その中からダンプしてください。</translation>
    </message>
    <message>
        <source>It is a {bits}-bit process and this DumpDesk is a 32-bit one.</source>
        <translation>{bits} ビットのプロセスですが、この DumpDesk は 32 ビットです。</translation>
    </message>
    <message>
        <source>Use the 64-bit DumpDesk.</source>
        <translation>64 ビットの DumpDesk を使ってください。</translation>
    </message>
    <message>
        <source>This system forbids looking into any process (kernel.yama.ptrace_scope is 3).</source>
        <translation>このシステムは、どのプロセスを見ることも禁じています (kernel.yama.ptrace_scope が 3)。</translation>
    </message>
    <message>
        <source>An administrator has to lower it in /etc/sysctl.d and restart the machine.</source>
        <translation>管理者が /etc/sysctl.d で値を下げ、コンピューターを再起動する必要があります。</translation>
    </message>
    <message>
        <source>The system protects it even from root: a security policy, or it is outside our container.</source>
        <translation>システムが root からも保護しています。セキュリティポリシーのためか、このコンテナの外にあるためです。</translation>
    </message>
    <message>
        <source>Dump it from the host, outside the container.</source>
        <translation>コンテナの外、ホストからダンプしてください。</translation>
    </message>
    <message>
        <source>It belongs to the user nobody.</source>
        <translation>nobody というユーザーのものです。</translation>
    </message>
    <message>
        <source>An administrator can look into it, and dump it.</source>
        <translation>管理者なら中を見て、ダンプできます。</translation>
    </message>
    <message>
        <source>It belongs to {user}.</source>
        <translation>{user} のものです。</translation>
    </message>
    <message>
        <source>It is yours, but keeps others out: it has more rights than you, or asked for that.</source>
        <translation>あなたのものですが、ほかを寄せ付けません。あなたより権限が多いか、そう求めています。</translation>
    </message>
    <message>
        <source>Only an administrator may look into processes here (kernel.yama.ptrace_scope is 2).</source>
        <translation>ここでは管理者だけがプロセスを見られます (kernel.yama.ptrace_scope が 2)。</translation>
    </message>
    <message>
        <source>This system lets only a parent look into a process (kernel.yama.ptrace_scope is 1).</source>
        <translation>このシステムでは、親だけがプロセスを見られます (kernel.yama.ptrace_scope が 1)。</translation>
    </message>
    <message>
        <source>This is DumpDesk itself: it stands still while it is being dumped.</source>
        <translation>これは DumpDesk 自身です。ダンプの間は止まります。</translation>
    </message>
    <message>
        <source>It runs in a container, where its process id is {inner_pid}.</source>
        <translation>コンテナ内で動いています。そこでのプロセス ID は {inner_pid} です。</translation>
    </message>
    <message>
        <source>This is a part of the kernel: it has no memory of its own.</source>
        <translation>これはカーネルの一部で、独自のメモリを持ちません。</translation>
    </message>
    <message>
        <source>It has ended; other programs still hold it open.</source>
        <translation>終了しましたが、他のプログラムがまだ開いたままにしています。</translation>
    </message>
    <message>
        <source>Windows protects this process ({protection}) even from administrators.</source>
        <translation>Windows はこのプロセスを管理者からも保護しています ({protection})。</translation>
    </message>
    <message>
        <source>Ask its maker for a way to dump it; else a kernel debugger is needed.</source>
        <translation>ダンプする方法を製造元に尋ねてください。なければカーネル デバッガーが必要です。</translation>
    </message>
    <message>
        <source>Windows protects this process even from administrators.</source>
        <translation>Windows は管理者からもこのプロセスを保護しています。</translation>
    </message>
    <message>
        <source>Choose another process; for this one a kernel debugger is needed.</source>
        <translation>別のプロセスを選んでください。これにはカーネルデバッガーが必要です。</translation>
    </message>
    <message>
        <source>It belongs to another user or runs with more rights.</source>
        <translation>ほかのユーザーのものか、より多くの権限で動いています。</translation>
    </message>
    <message>
        <source>no crash</source>
        <translation>クラッシュなし</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>読み取れません</translation>
    </message>
    <message>
        <source>No crash: taken while running</source>
        <translation>クラッシュなし: 実行中に作成</translation>
    </message>
    <message>
        <source>Not known: the file is damaged</source>
        <translation>不明: ファイルが壊れています</translation>
    </message>
    <message>
        <source>Perhaps a crash: thread {0} stands in a signal handler</source>
        <translation>クラッシュの可能性: スレッド {0} はシグナルハンドラーの中にいます</translation>
    </message>
    <message>
        <source>SIG{0}, assertion failed: {1}</source>
        <translation>SIG{0}、アサーション失敗：{1}</translation>
    </message>
    <message>
        <source>SIG{0}, assertion failed</source>
        <translation>SIG{0}、アサーション失敗</translation>
    </message>
    <message>
        <source>SIG{0}, uncaught C++ exception</source>
        <translation>SIG{0}、捕捉されなかった C++ 例外</translation>
    </message>
    <message>
        <source>SIG{0}, uncaught C++ exception {1}</source>
        <translation>SIG{0}、捕捉されなかった C++ 例外 {1}</translation>
    </message>
    <message>
        <source>SIG{0}, ended by std::terminate</source>
        <translation>SIG{0}、std::terminate による終了</translation>
    </message>
    <message>
        <source>SIG{0}, raised by the program itself: {1}</source>
        <translation>SIG{0}、プログラム自身が発生：{1}</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>waiting for a lock</source>
        <translation>ロック待ち</translation>
    </message>
    <message>
        <source>waiting to be woken (condition, semaphore or event)</source>
        <translation>起こされるのを待機中 (条件変数、セマフォ、イベント)</translation>
    </message>
    <message>
        <source>waiting for a thread to end</source>
        <translation>スレッドの終了待ち</translation>
    </message>
    <message>
        <source>waiting until something can be read or written</source>
        <translation>読み書き可能になるのを待機中</translation>
    </message>
    <message>
        <source>waiting to read</source>
        <translation>読み取り待ち</translation>
    </message>
    <message>
        <source>waiting to write</source>
        <translation>書き込み待ち</translation>
    </message>
    <message>
        <source>waiting for a connection</source>
        <translation>接続待ち</translation>
    </message>
    <message>
        <source>sleeping for a time</source>
        <translation>一定時間のスリープ中</translation>
    </message>
    <message>
        <source>waiting for a signal</source>
        <translation>シグナル待ち</translation>
    </message>
    <message>
        <source>waiting for a child process</source>
        <translation>子プロセス待ち</translation>
    </message>
    <message>
        <source>waiting for a message to its window</source>
        <translation>ウィンドウメッセージ待ち</translation>
    </message>
    <message>
        <source>waiting for work (thread pool)</source>
        <translation>仕事待ち (スレッドプール)</translation>
    </message>
    <message>
        <source>in a system call</source>
        <translation>システムコール中</translation>
    </message>
    <message>
        <source>not looked at, as others took too long</source>
        <translation>他に時間がかかったため未確認</translation>
    </message>
    <message>
        <source>not known, as its registers or its code are not</source>
        <translation>不明 (レジスターまたはコードが不明)</translation>
    </message>
    <message>
        <source>The program ended itself on a fatal error</source>
        <translation>プログラムが致命的なエラーで自ら終了しました</translation>
    </message>
    <message>
        <source>Single step of 32-bit code</source>
        <translation>32 ビットコードのシングルステップ</translation>
    </message>
    <message>
        <source>Breakpoint of 32-bit code</source>
        <translation>32 ビットコードのブレークポイント</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Text for a debugger</source>
        <translation>デバッガー向けのテキスト</translation>
    </message>
    <message>
        <source>A thread was given a name</source>
        <translation>スレッドに名前が付けられました</translation>
    </message>
    <message>
        <source>Dump without a crash, asked for by the program</source>
        <translation>クラッシュなしのダンプ、プログラムが要求</translation>
    </message>
    <message>
        <source>Delphi exception</source>
        <translation>Delphi の例外</translation>
    </message>
    <message>
        <source>Guard page touched</source>
        <translation>ガードページへのアクセス</translation>
    </message>
    <message>
        <source>Data not aligned</source>
        <translation>データの境界が合っていません</translation>
    </message>
    <message>
        <source>Breakpoint</source>
        <translation>ブレークポイント</translation>
    </message>
    <message>
        <source>Single step</source>
        <translation>シングルステップ</translation>
    </message>
    <message>
        <source>Long jump</source>
        <translation>ロングジャンプ</translation>
    </message>
    <message>
        <source>Invalid handle</source>
        <translation>無効なハンドル</translation>
    </message>
    <message>
        <source>Invalid parameter given to the C runtime</source>
        <translation>C ランタイムへの無効なパラメーター</translation>
    </message>
    <message>
        <source>Out of memory</source>
        <translation>メモリ不足</translation>
    </message>
    <message>
        <source>Illegal instruction</source>
        <translation>不正な命令</translation>
    </message>
    <message>
        <source>Continued after an exception that cannot be continued</source>
        <translation>続行できない例外の後に続行しました</translation>
    </message>
    <message>
        <source>Invalid disposition of an exception handler</source>
        <translation>例外ハンドラーの無効な応答</translation>
    </message>
    <message>
        <source>Array index out of bounds</source>
        <translation>配列の添字が範囲外</translation>
    </message>
    <message>
        <source>Floating-point operand denormal</source>
        <translation>浮動小数点: 非正規化オペランド</translation>
    </message>
    <message>
        <source>Floating-point division by zero</source>
        <translation>浮動小数点のゼロ除算</translation>
    </message>
    <message>
        <source>Floating-point result inexact</source>
        <translation>浮動小数点: 結果が不正確</translation>
    </message>
    <message>
        <source>Invalid floating-point operation</source>
        <translation>無効な浮動小数点演算</translation>
    </message>
    <message>
        <source>Floating-point overflow</source>
        <translation>浮動小数点オーバーフロー</translation>
    </message>
    <message>
        <source>Floating-point stack check</source>
        <translation>浮動小数点スタックの検査</translation>
    </message>
    <message>
        <source>Floating-point underflow</source>
        <translation>浮動小数点アンダーフロー</translation>
    </message>
    <message>
        <source>Integer division by zero</source>
        <translation>整数のゼロ除算</translation>
    </message>
    <message>
        <source>Integer overflow</source>
        <translation>整数オーバーフロー</translation>
    </message>
    <message>
        <source>Privileged instruction</source>
        <translation>特権命令</translation>
    </message>
    <message>
        <source>Stack overflow</source>
        <translation>スタックオーバーフロー</translation>
    </message>
    <message>
        <source>A DLL was not found</source>
        <translation>DLL が見つかりません</translation>
    </message>
    <message>
        <source>A function was not found in a DLL</source>
        <translation>DLL に関数が見つかりません</translation>
    </message>
    <message>
        <source>Ended by Ctrl+C</source>
        <translation>Ctrl+C で終了</translation>
    </message>
    <message>
        <source>A DLL failed to start</source>
        <translation>DLL の初期化に失敗しました</translation>
    </message>
    <message>
        <source>Possible deadlock</source>
        <translation>デッドロックの可能性</translation>
    </message>
    <message>
        <source>A lock was released by another than its owner</source>
        <translation>所有者以外がロックを解放しました</translation>
    </message>
    <message>
        <source>Floating-point faults</source>
        <translation>浮動小数点フォールト</translation>
    </message>
    <message>
        <source>Floating-point traps</source>
        <translation>浮動小数点トラップ</translation>
    </message>
    <message>
        <source>Heap corruption</source>
        <translation>ヒープの破損</translation>
    </message>
    <message>
        <source>Exception in a callback from the kernel</source>
        <translation>カーネルからのコールバック内の例外</translation>
    </message>
    <message>
        <source>Assertion failed</source>
        <translation>アサーション失敗</translation>
    </message>
    <message>
        <source>The program ended itself at once (fail fast)</source>
        <translation>プログラムが直ちに自ら終了しました (フェイルファスト)</translation>
    </message>
    <message>
        <source>Activation context released out of order</source>
        <translation>アクティベーションコンテキストの解放順が不正</translation>
    </message>
    <message>
        <source>A DLL to be loaded late was not found</source>
        <translation>遅延読み込みの DLL が見つかりません</translation>
    </message>
    <message>
        <source>A function of a DLL to be loaded late was not found</source>
        <translation>遅延読み込みの DLL に関数が見つかりません</translation>
    </message>
    <message>
        <source>The program hung: it did not answer to its window</source>
        <translation>プログラムが応答なしでした: ウィンドウに応答していません</translation>
    </message>
    <message>
        <source>The program ended itself on purpose (0xe0000001)</source>
        <translation>プログラムが意図的に終了しました (0xe0000001)</translation>
    </message>
    <message>
        <source>Out of memory, as the program told</source>
        <translation>メモリ不足 (プログラムの申告)</translation>
    </message>
    <message>
        <source>stack buffer overrun</source>
        <translation>スタックバッファーのオーバーラン</translation>
    </message>
    <message>
        <source>virtual function table damaged</source>
        <translation>仮想関数テーブルの破損</translation>
    </message>
    <message>
        <source>linked list damaged</source>
        <translation>連結リストの破損</translation>
    </message>
    <message>
        <source>stack pointer outside the stack</source>
        <translation>スタックポインターがスタックの外</translation>
    </message>
    <message>
        <source>invalid argument</source>
        <translation>無効な引数</translation>
    </message>
    <message>
        <source>stack cookie not set up</source>
        <translation>スタッククッキーが未設定</translation>
    </message>
    <message>
        <source>the program called abort or ended itself</source>
        <translation>プログラムが abort を呼んだか自ら終了しました</translation>
    </message>
    <message>
        <source>index out of range</source>
        <translation>添字が範囲外</translation>
    </message>
    <message>
        <source>unsafe access to the registry</source>
        <translation>レジストリへの安全でないアクセス</translation>
    </message>
    <message>
        <source>call to an address that is no function (control flow guard)</source>
        <translation>関数でないアドレスの呼び出し (Control Flow Guard)</translation>
    </message>
    <message>
        <source>write to an address that is guarded</source>
        <translation>保護されたアドレスへの書き込み</translation>
    </message>
    <message>
        <source>invalid switch of fibers</source>
        <translation>無効なファイバー切り替え</translation>
    </message>
    <message>
        <source>invalid set of registers</source>
        <translation>無効なレジスター設定</translation>
    </message>
    <message>
        <source>invalid reference count</source>
        <translation>無効な参照カウント</translation>
    </message>
    <message>
        <source>invalid jump buffer</source>
        <translation>無効なジャンプバッファー</translation>
    </message>
    <message>
        <source>read-only data changed</source>
        <translation>読み取り専用データの変更</translation>
    </message>
    <message>
        <source>certification failure</source>
        <translation>認証の失敗</translation>
    </message>
    <message>
        <source>chain of exception handlers damaged</source>
        <translation>例外ハンドラーチェーンの破損</translation>
    </message>
    <message>
        <source>failure of the cryptographic library</source>
        <translation>暗号ライブラリの障害</translation>
    </message>
    <message>
        <source>invalid call while a DLL was loaded</source>
        <translation>DLL 読み込み中の無効な呼び出し</translation>
    </message>
    <message>
        <source>invalid base of an image</source>
        <translation>イメージの無効なベース</translation>
    </message>
    <message>
        <source>late loading of a DLL failed</source>
        <translation>DLL の遅延読み込みの失敗</translation>
    </message>
    <message>
        <source>unsafe call of an extension</source>
        <translation>拡張の安全でない呼び出し</translation>
    </message>
    <message>
        <source>invalid access to a buffer</source>
        <translation>バッファーへの無効なアクセス</translation>
    </message>
    <message>
        <source>balanced tree damaged</source>
        <translation>平衡木の破損</translation>
    </message>
    <message>
        <source>exception in the heap</source>
        <translation>ヒープ内の例外</translation>
    </message>
    <message>
        <source>invalid state of a lock</source>
        <translation>ロックの無効な状態</translation>
    </message>
    <message>
        <source>jump table damaged</source>
        <translation>ジャンプテーブルの破損</translation>
    </message>
    <message>
        <source>invalid target of a long jump</source>
        <translation>ロングジャンプの無効な飛び先</translation>
    </message>
    <message>
        <source>invalid dispatch of an exception</source>
        <translation>例外の無効なディスパッチ</translation>
    </message>
    <message>
        <source>invalid thread</source>
        <translation>無効なスレッド</translation>
    </message>
    <message>
        <source>invalid system call</source>
        <translation>無効なシステムコール</translation>
    </message>
    <message>
        <source>invalid control stack</source>
        <translation>無効な制御スタック</translation>
    </message>
    <message>
        <source>change of registers denied</source>
        <translation>レジスター変更の拒否</translation>
    </message>
    <message>
        <source>import table damaged</source>
        <translation>インポートテーブルの破損</translation>
    </message>
    <message>
        <source>heap metadata damaged</source>
        <translation>ヒープのメタデータの破損</translation>
    </message>
    <message>
        <source>restricted code</source>
        <translation>制限されたコード</translation>
    </message>
    <message>
        <source>exception not handled</source>
        <translation>処理されない例外</translation>
    </message>
    <message>
        <source>unexpected call</source>
        <translation>予期しない呼び出し</translation>
    </message>
    <message>
        <source>return address damaged (shadow stack)</source>
        <translation>戻り先アドレスの破損 (シャドウスタック)</translation>
    </message>
    <message>
        <source>list of exception handlers damaged</source>
        <translation>例外ハンドラーリストの破損</translation>
    </message>
    <message>
        <source>call to a function of another type (control flow guard)</source>
        <translation>別の型の関数の呼び出し (Control Flow Guard)</translation>
    </message>
    <message>
        <source>invalid cast (cast guard)</source>
        <translation>無効なキャスト (Cast Guard)</translation>
    </message>
    <message>
        <source>fiber-local data damaged</source>
        <translation>ファイバーローカルデータの破損</translation>
    </message>
    <message>
        <source>Access violation</source>
        <translation>アクセス違反</translation>
    </message>
    <message>
        <source>Access violation reading {0}</source>
        <translation>アクセス違反: {0} の読み取り</translation>
    </message>
    <message>
        <source>Access violation writing {0}</source>
        <translation>アクセス違反: {0} への書き込み</translation>
    </message>
    <message>
        <source>Access violation executing {0}</source>
        <translation>アクセス違反: {0} の実行</translation>
    </message>
    <message>
        <source>Access violation accessing {0}</source>
        <translation>アクセス違反: {0} へのアクセス</translation>
    </message>
    <message>
        <source>Page of a file could not be read, {0} {1} (status {2})</source>
        <translation>ファイルのページを読めませんでした: {0} {1} (ステータス {2})</translation>
    </message>
    <message>
        <source>Fail fast: {0}</source>
        <translation>フェイルファスト: {0}</translation>
    </message>
    <message>
        <source>Fail fast with code {0}</source>
        <translation>フェイルファスト、コード {0}</translation>
    </message>
    <message>
        <source>C++ exception</source>
        <translation>C++ の例外</translation>
    </message>
    <message>
        <source>C++ exception {0}</source>
        <translation>C++ の例外 {0}</translation>
    </message>
    <message>
        <source>.NET exception</source>
        <translation>.NET の例外</translation>
    </message>
    <message>
        <source>.NET exception {0}</source>
        <translation>.NET の例外 {0}</translation>
    </message>
    <message>
        <source>Exception {0}</source>
        <translation>例外 {0}</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>読み取り</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>書き込み</translation>
    </message>
    <message>
        <source>executing</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>accessing</source>
        <translation>アクセス</translation>
    </message>
    <message>
        <source>illegal opcode</source>
        <translation>不正なオペコード</translation>
    </message>
    <message>
        <source>illegal operand</source>
        <translation>不正なオペランド</translation>
    </message>
    <message>
        <source>illegal addressing mode</source>
        <translation>不正なアドレッシングモード</translation>
    </message>
    <message>
        <source>illegal trap</source>
        <translation>不正なトラップ</translation>
    </message>
    <message>
        <source>privileged opcode</source>
        <translation>特権オペコード</translation>
    </message>
    <message>
        <source>privileged register</source>
        <translation>特権レジスター</translation>
    </message>
    <message>
        <source>coprocessor error</source>
        <translation>コプロセッサエラー</translation>
    </message>
    <message>
        <source>internal stack error</source>
        <translation>内部スタックエラー</translation>
    </message>
    <message>
        <source>breakpoint</source>
        <translation>ブレークポイント</translation>
    </message>
    <message>
        <source>single step</source>
        <translation>シングルステップ</translation>
    </message>
    <message>
        <source>branch taken</source>
        <translation>分岐の実行</translation>
    </message>
    <message>
        <source>hardware breakpoint or watchpoint</source>
        <translation>ハードウェアのブレークポイントまたはウォッチポイント</translation>
    </message>
    <message>
        <source>address not aligned</source>
        <translation>アドレスの境界が合っていません</translation>
    </message>
    <message>
        <source>no such page: the file behind it is shorter</source>
        <translation>ページなし: 元のファイルがより短い</translation>
    </message>
    <message>
        <source>hardware error of an object</source>
        <translation>オブジェクトのハードウェアエラー</translation>
    </message>
    <message>
        <source>hardware error of memory</source>
        <translation>メモリのハードウェアエラー</translation>
    </message>
    <message>
        <source>hardware error of memory, found early</source>
        <translation>メモリのハードウェアエラー (早期検出)</translation>
    </message>
    <message>
        <source>integer division by zero</source>
        <translation>整数のゼロ除算</translation>
    </message>
    <message>
        <source>integer overflow</source>
        <translation>整数オーバーフロー</translation>
    </message>
    <message>
        <source>floating-point division by zero</source>
        <translation>浮動小数点のゼロ除算</translation>
    </message>
    <message>
        <source>floating-point overflow</source>
        <translation>浮動小数点オーバーフロー</translation>
    </message>
    <message>
        <source>floating-point underflow</source>
        <translation>浮動小数点アンダーフロー</translation>
    </message>
    <message>
        <source>floating-point result inexact</source>
        <translation>浮動小数点の結果が不正確</translation>
    </message>
    <message>
        <source>invalid floating-point operation</source>
        <translation>無効な浮動小数点演算</translation>
    </message>
    <message>
        <source>subscript out of range</source>
        <translation>添字が範囲外</translation>
    </message>
    <message>
        <source>address not mapped</source>
        <translation>割り当てられていないアドレス</translation>
    </message>
    <message>
        <source>no permission for the address</source>
        <translation>アドレスへの権限なし</translation>
    </message>
    <message>
        <source>bounds check failed</source>
        <translation>境界検査の失敗</translation>
    </message>
    <message>
        <source>denied by a protection key</source>
        <translation>保護キーによる拒否</translation>
    </message>
    <message>
        <source>memory tag mismatch, found late</source>
        <translation>メモリタグの不一致 (後から検出)</translation>
    </message>
    <message>
        <source>memory tag mismatch</source>
        <translation>メモリタグの不一致</translation>
    </message>
    <message>
        <source>system call denied by seccomp</source>
        <translation>seccomp がシステムコールを拒否</translation>
    </message>
    <message>
        <source>sent by the kernel</source>
        <translation>カーネルが送信</translation>
    </message>
    <message>
        <source>sent by sigqueue</source>
        <translation>sigqueue で送信</translation>
    </message>
    <message>
        <source>of a timer</source>
        <translation>タイマーによる</translation>
    </message>
    <message>
        <source>of a message queue</source>
        <translation>メッセージキューによる</translation>
    </message>
    <message>
        <source>of asynchronous input or output</source>
        <translation>非同期入出力による</translation>
    </message>
    <message>
        <source>of a descriptor that is ready</source>
        <translation>準備のできたディスクリプターによる</translation>
    </message>
    <message>
        <source>stack overflow</source>
        <translation>スタックオーバーフロー</translation>
    </message>
    <message>
        <source>No crash: taken while stopped</source>
        <translation>クラッシュなし: 停止中に作成</translation>
    </message>
    <message>
        <source>SIG{0} ({1})</source>
        <translation>SIG{0} ({1})</translation>
    </message>
    <message>
        <source>SIG{0} reading {1} ({2})</source>
        <translation>SIG{0}: {1} の読み取り ({2})</translation>
    </message>
    <message>
        <source>SIG{0} writing {1} ({2})</source>
        <translation>SIG{0}: {1} への書き込み ({2})</translation>
    </message>
    <message>
        <source>SIG{0} executing {1} ({2})</source>
        <translation>SIG{0}: {1} の実行 ({2})</translation>
    </message>
    <message>
        <source>SIG{0} accessing {1} ({2})</source>
        <translation>SIG{0}: {1} へのアクセス ({2})</translation>
    </message>
    <message>
        <source>SIG{0} reading {1}</source>
        <translation>SIG{0}: {1} の読み取り</translation>
    </message>
    <message>
        <source>SIG{0} writing {1}</source>
        <translation>SIG{0}: {1} への書き込み</translation>
    </message>
    <message>
        <source>SIG{0} executing {1}</source>
        <translation>SIG{0}: {1} の実行</translation>
    </message>
    <message>
        <source>SIG{0} accessing {1}</source>
        <translation>SIG{0}: {1} へのアクセス</translation>
    </message>
    <message>
        <source>SIG{0} accessing an address that no processor can have</source>
        <translation>SIG{0}: どのプロセッサにもありえないアドレスへのアクセス</translation>
    </message>
    <message>
        <source>SIG{0}, raised by the program itself</source>
        <translation>SIG{0}、プログラム自身が発生</translation>
    </message>
    <message>
        <source>SIG{0}, sent by process {1} of user {2}</source>
        <translation>SIG{0}、ユーザー {2} のプロセス {1} が送信</translation>
    </message>
    <message>
        <source>SIG{0}, sent by process {1} of user {2} in its container</source>
        <translation>SIG{0}、コンテナ内のユーザー {2} のプロセス {1} が送信</translation>
    </message>
    <message>
        <source>SIG{0}, sent by a process outside its container</source>
        <translation>SIG{0}、コンテナ外のプロセスが送信</translation>
    </message>
    <message>
        <source>SIG{0}, sent by a process</source>
        <translation>SIG{0}、あるプロセスが送信</translation>
    </message>
    <message>
        <source>SIG{0}, sent by tgkill, as abort and raise do</source>
        <translation>SIG{0}、tgkill で送信 (abort や raise と同様)</translation>
    </message>
    <message>
        <source>undefined instruction</source>
        <translation>未定義の命令</translation>
    </message>
    <message>
        <source>division by zero</source>
        <translation>ゼロ除算</translation>
    </message>
    <message>
        <source>too much processor time</source>
        <translation>プロセッサ時間の超過</translation>
    </message>
    <message>
        <source>too many wakeups</source>
        <translation>ウェイクアップの超過</translation>
    </message>
    <message>
        <source>too much memory</source>
        <translation>メモリの超過</translation>
    </message>
    <message>
        <source>too much input and output</source>
        <translation>入出力の超過</translation>
    </message>
    <message>
        <source>too many threads</source>
        <translation>スレッドの超過</translation>
    </message>
    <message>
        <source>too many ports</source>
        <translation>ポートの超過</translation>
    </message>
    <message>
        <source>a guarded Mach port</source>
        <translation>保護された Mach ポート</translation>
    </message>
    <message>
        <source>a guarded file descriptor</source>
        <translation>保護されたファイルディスクリプター</translation>
    </message>
    <message>
        <source>user code</source>
        <translation>ユーザーコード</translation>
    </message>
    <message>
        <source>a guarded vnode</source>
        <translation>保護された vnode</translation>
    </message>
    <message>
        <source>guarded virtual memory</source>
        <translation>保護された仮想メモリ</translation>
    </message>
    <message>
        <source>EXC_{0} ({1})</source>
        <translation>EXC_{0} ({1})</translation>
    </message>
    <message>
        <source>EXC_{0} ({1}) accessing {2}</source>
        <translation>EXC_{0} ({1}): {2} へのアクセス</translation>
    </message>
    <message>
        <source>EXC_{0} accessing {1}</source>
        <translation>EXC_{0}: {1} へのアクセス</translation>
    </message>
    <message>
        <source>Exception {0}, not understood here</source>
        <translation>例外 {0} (ここでは解釈できません)</translation>
    </message>
    <message>
        <source>threads, stacks and variables, with all commands of WinDbg</source>
        <translation>スレッド、スタック、変数（WinDbg の全コマンド）</translation>
    </message>
    <message>
        <source>threads, stacks and variables beside the source code</source>
        <translation>スレッド、スタック、変数をソースコードとともに表示</translation>
    </message>
    <message>
        <source>threads, stacks, memory</source>
        <translation>スレッド、スタック、メモリ</translation>
    </message>
    <message>
        <source>the report that Mozilla&apos;s crash server makes</source>
        <translation>Mozilla のクラッシュサーバーが作るレポート</translation>
    </message>
    <message>
        <source>objects on the Java heap, by class (wants full memory)</source>
        <translation>Java ヒープ上のオブジェクト、クラス別 (全メモリが必要)</translation>
    </message>
    <message>
        <source>Python threads with files and lines</source>
        <translation>Python のスレッド、ファイルと行つき</translation>
    </message>
    <message>
        <source>.NET threads and objects</source>
        <translation>.NET のスレッドとオブジェクト</translation>
    </message>
    <message>
        <source>goroutines and what each waits for</source>
        <translation>goroutine とそれぞれが待っているもの</translation>
    </message>
    <message>
        <source>threads, stacks, variables (bt, thread apply all bt, info locals)</source>
        <translation>スレッド、スタック、変数 (bt、thread apply all bt、info locals)</translation>
    </message>
    <message>
        <source>the same in lldb</source>
        <translation>lldb で同じこと</translation>
    </message>
    <message>
        <source>recipe, preset, or the flags in hexadecimal; with -minus-2 where two parts are left out</source>
        <translation>レシピ、プリセット、またはフラグの16進数。2つの部分を除いたときは -minus-2 が付く</translation>
    </message>
    <message>
        <source>Examining the process</source>
        <translation>プロセスを調べています</translation>
    </message>
    <message>
        <source>Pausing the process</source>
        <translation>プロセスを停止しています</translation>
    </message>
    <message>
        <source>Copying memory</source>
        <translation>メモリをコピーしています</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>書き込んでいます</translation>
    </message>
    <message>
        <source>Waiting for the disk</source>
        <translation>ディスクの完了を待機中</translation>
    </message>
    <message>
        <source>Computing the checksum</source>
        <translation>チェックサムを計算しています</translation>
    </message>
    <message>
        <source>Checking the file</source>
        <translation>ファイルを検査しています</translation>
    </message>
    <message>
        <source>a module that is not told</source>
        <translation>記録されていないモジュール</translation>
    </message>
    <message>
        <source>{where}, unloaded</source>
        <translation>{where}（アンロード済み）</translation>
    </message>
    <message>
        <source>stack of thread {who}</source>
        <translation>スレッド {who} のスタック</translation>
    </message>
    <message>
        <source>guard below the stack of thread {who}</source>
        <translation>スレッド {who} のスタックの下のガード</translation>
    </message>
    <message>
        <source>data of thread {who}</source>
        <translation>スレッド {who} のデータ</translation>
    </message>
    <message>
        <source>heap</source>
        <translation>ヒープ</translation>
    </message>
    <message>
        <source>private memory</source>
        <translation>プライベートメモリ</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>予約済み</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>guard</source>
        <translation>ガード</translation>
    </message>
    <message>
        <source>general</source>
        <translation>汎用</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>フラグ</translation>
    </message>
    <message>
        <source>segments</source>
        <translation>セグメント</translation>
    </message>
    <message>
        <source>floating point</source>
        <translation>浮動小数点</translation>
    </message>
    <message>
        <source>vector</source>
        <translation>ベクトル</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>デバッグ</translation>
    </message>
    <message>
        <source>functions and source lines</source>
        <translation>関数とソース行</translation>
    </message>
    <message>
        <source>functions</source>
        <translation>関数</translation>
    </message>
    <message>
        <source>exported functions only</source>
        <translation>エクスポート関数のみ</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE, or zstd -dk FILE.</source>
        <translation>展開してください: dumpdesk unpack ファイル、または zstd -dk ファイル</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE, or xz -dk FILE.</source>
        <translation>展開してください: dumpdesk unpack ファイル、または xz -dk ファイル</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE, or bzip2 -dk FILE.</source>
        <translation>展開してください: dumpdesk unpack ファイル、または bzip2 -dk ファイル</translation>
    </message>
    <message>
        <source>No module is called {name}: that rule leaves nothing out.</source>
        <translation>{name} という名前のモジュールはありません。この規則は何も除外しません。</translation>
    </message>
    <message>
        <source>No thread is called {name}: that rule leaves nothing out.</source>
        <translation>{name} という名前のスレッドはありません。この規則は何も除外しません。</translation>
    </message>
    <message>
        <source>No memory is called {name}: that rule leaves nothing out.</source>
        <translation>{name} という名前のメモリはありません。この規則は何も除外しません。</translation>
    </message>
    <message>
        <source>A thread of it sleeps in the kernel where nothing wakes it.</source>
        <translation>スレッドの一つがカーネル内で、何によっても起こされない眠りにあります。</translation>
    </message>
    <message>
        <source>It waits for clones of its own.</source>
        <translation>自分のクローンを待っています。</translation>
    </message>
    <message>
        <source>Its thread runs 32-bit code.</source>
        <translation>スレッドが 32 ビットのコードを実行しています。</translation>
    </message>
    <message>
        <source>Memory of devices is mapped into it.</source>
        <translation>デバイスのメモリがマップされています。</translation>
    </message>
    <message>
        <source>It reads or writes past the page cache (O_DIRECT), which a copy could disturb.</source>
        <translation>ページキャッシュを通さずに読み書きしており (O_DIRECT)、コピーがそれを妨げるおそれがあります。</translation>
    </message>
    <message>
        <source>A filter of system calls (seccomp) might refuse the copy, or end the process.</source>
        <translation>システムコールのフィルター (seccomp) がコピーを拒否するか、プロセスを終了させるおそれがあります。</translation>
    </message>
    <message>
        <source>Its thread is within a restartable sequence.</source>
        <translation>スレッドが再開可能シーケンス (rseq) の中にいます。</translation>
    </message>
    <message>
        <source>This system promises no memory twice (vm.overcommit_memory is 2).</source>
        <translation>このシステムはメモリを二重に約束しません (vm.overcommit_memory が 2)。</translation>
    </message>
    <message>
        <source>None of its threads is on a stack of its own with room below.</source>
        <translation>下に空きのある自分のスタックを使っているスレッドがありません。</translation>
    </message>
    <message>
        <source>None of its threads stands in a stop of ours.</source>
        <translation>こちらで停止させたスレッドがありません。</translation>
    </message>
    <message>
        <source>Only programs for x86-64 can be cloned.</source>
        <translation>クローンできるのは x86-64 のプログラムだけです。</translation>
    </message>
    <message>
        <source>The system refused the copy: {why}.</source>
        <translation>システムがコピーを拒否しました: {why}。</translation>
    </message>
    <message>
        <source>Its threads have shadow stacks, which leave no way back should DumpDesk be killed.</source>
        <translation>スレッドにシャドウスタックがあり、DumpDesk が強制終了された場合に元へ戻る道がありません。</translation>
    </message>
    <message>
        <source>Of memory {free} MiB are free, and it may need {size} MiB again while the copy lives.</source>
        <translation>空きメモリは {free} MiB ですが、コピーがある間にさらに {size} MiB 必要になるおそれがあります。</translation>
    </message>
    <message>
        <source>The system did not come to an end with the call that makes the copy.</source>
        <translation>コピーを作るシステムコールが終了しませんでした。</translation>
    </message>
    <message>
        <source>The kernel may be writing into its memory (io_uring).</source>
        <translation>カーネルがそのメモリに書き込んでいる可能性があります (io_uring)。</translation>
    </message>
    <message>
        <source>It handles faults of its memory by itself (userfaultfd).</source>
        <translation>メモリのフォールトを自分で処理しています (userfaultfd)。</translation>
    </message>
    <message>
        <source>The program stood still while its memory was copied, as it was not cloned: {reason}</source>
        <translation>クローンしなかったため、メモリのコピー中プログラムは停止していました: {reason}</translation>
    </message>
    <message>
        <source>It may stand still for {pause} ms, and its watchdog (WATCHDOG_USEC) has it restarted when nothing is heard of it for {limit} ms.</source>
        <translation>{pause} ミリ秒停止する可能性があり、{limit} ミリ秒のあいだ応答がないとウォッチドッグ (WATCHDOG_USEC) が再起動します。</translation>
    </message>
    <message>
        <source>This processor&apos;s registers are not understood.</source>
        <translation>このプロセッサのレジスターは解釈できません。</translation>
    </message>
    <message>
        <source>Its registers are not known.</source>
        <translation>レジスターがわかりません。</translation>
    </message>
    <message>
        <source>Only the first {count} frames were walked.</source>
        <translation>最初の {count} フレームだけをたどりました。</translation>
    </message>
    <message>
        <source>The stack goes round in circles.</source>
        <translation>スタックが循環しています。</translation>
    </message>
    <message>
        <source>The registers that the signal saved are not in the memory.</source>
        <translation>シグナルが保存したレジスターがメモリにありません。</translation>
    </message>
    <message>
        <source>The stack ends with {address}, where there is no code.</source>
        <translation>スタックは、コードのない {address} で終わっています。</translation>
    </message>
    <message>
        <source>The stack does not go on: what lies there is damaged.</source>
        <translation>スタックはここまでです。続きは壊れています。</translation>
    </message>
    <message>
        <source>The stack is not in the memory from {address} on.</source>
        <translation>{address} 以降のスタックはメモリにありません。</translation>
    </message>
    <message>
        <source>Nothing tells who called.</source>
        <translation>呼び出し元を示すものがありません。</translation>
    </message>
    <message>
        <source>{count} more words are not told.</source>
        <translation>さらに {count} ワードは表示しません。</translation>
    </message>
    <message>
        <source>it has no build id, so that no file can be told to be it</source>
        <translation>ビルド ID がなく、どのファイルがそれか判断できません</translation>
    </message>
    <message>
        <source>its file is not on this machine</source>
        <translation>ファイルがこのコンピューターにありません</translation>
    </message>
    <message>
        <source>the file on this machine is another build</source>
        <translation>このコンピューターのファイルは別のビルドです</translation>
    </message>
    <message>
        <source>the PDB on this machine is of another build</source>
        <translation>このコンピューターの PDB は別のビルドのものです</translation>
    </message>
    <message>
        <source>its PDB cannot be read: {why}</source>
        <translation>PDB を読み取れません: {why}</translation>
    </message>
    <message>
        <source>its code was moved after it was linked, which is not read</source>
        <translation>リンク後にコードが移動されており、読み取りに対応していません</translation>
    </message>
    <message>
        <source>PDB files are read only where purepdb is installed</source>
        <translation>PDB ファイルは purepdb がインストールされている場合にのみ読み取れます</translation>
    </message>
    <message>
        <source>it is not for x86-64</source>
        <translation>x86-64 用ではありません</translation>
    </message>
    <message>
        <source>no program or library begins there</source>
        <translation>そこから始まるプログラムやライブラリはありません</translation>
    </message>
    <message>
        <source>its headers end too early</source>
        <translation>ヘッダーが途中で終わっています</translation>
    </message>
    <message>
        <source>The stacks cannot be read: {why}.</source>
        <translation>スタックを読めません: {why}。</translation>
    </message>
    <message>
        <source>included by default</source>
        <translation>既定で含まれます</translation>
    </message>
    <message>
        <source>the stacks of the threads</source>
        <translation>スレッドのスタック</translation>
    </message>
    <message>
        <source>the cleaned stacks of the threads</source>
        <translation>消去処理をしたスレッドのスタック</translation>
    </message>
    <message>
        <source>what is left out and has to be stored all the same is overwritten with zeros</source>
        <translation>除外したのに保存せざるを得ない部分はゼロで上書きします</translation>
    </message>
    <message>
        <source>the program runs on while a copy of it is read</source>
        <translation>コピーを読み取る間プログラムは動き続けます</translation>
    </message>
    <message>
        <source>the program stands still while its memory is copied</source>
        <translation>メモリのコピー中プログラムは停止します</translation>
    </message>
    <message>
        <source>private data: {contents}</source>
        <translation>個人的なデータ: {contents}</translation>
    </message>
    <message>
        <source>hardly any private data</source>
        <translation>個人的なデータはほとんどなし</translation>
    </message>
    <message>
        <source>all memory</source>
        <translation>全メモリ</translation>
    </message>
    <message>
        <source>heaps</source>
        <translation>ヒープ</translation>
    </message>
    <message>
        <source>parts of heaps</source>
        <translation>ヒープの一部</translation>
    </message>
    <message>
        <source>variables</source>
        <translation>変数</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>環境変数</translation>
    </message>
    <message>
        <source>handles</source>
        <translation>ハンドル</translation>
    </message>
    <message>
        <source>mapped files</source>
        <translation>マップされたファイル</translation>
    </message>
    <message>
        <source>system state</source>
        <translation>システムの状態</translation>
    </message>
    <message>
        <source>stacks</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>changed pages of files</source>
        <translation>ファイルの変更されたページ</translation>
    </message>
    <message>
        <source>what stacks point to</source>
        <translation>スタックが指すもの</translation>
    </message>
    <message>
        <source>module data</source>
        <translation>モジュールデータ</translation>
    </message>
    <message>
        <source>code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>module headers</source>
        <translation>モジュールヘッダー</translation>
    </message>
    <message>
        <source>thread data</source>
        <translation>スレッドデータ</translation>
    </message>
    <message>
        <source>process data</source>
        <translation>プロセスデータ</translation>
    </message>
    <message>
        <source>read-only module data</source>
        <translation>読み取り専用モジュールデータ</translation>
    </message>
    <message>
        <source>other memory</source>
        <translation>その他のメモリ</translation>
    </message>
    <message>
        <source>added memory</source>
        <translation>追加されたメモリ</translation>
    </message>
    <message>
        <source>streams</source>
        <translation>ストリーム</translation>
    </message>
    <message>
        <source>pages that hold nothing count to the length of the file, and take no room</source>
        <translation>何も入っていないページはファイルの長さに含まれますが、容量は取りません</translation>
    </message>
    <message>
        <source>The pause goes with threads, mappings and the memory to copy; the range allows for what else the machine does, and narrows with the dumps that are made here.</source>
        <translation>停止時間はスレッド、マッピング、コピーするメモリの量で決まります。幅はマシンのほかの負荷を見込んだもので、ここでダンプを取るたびに狭まります。</translation>
    </message>
    <message>
        <source>by whoever asked for the dump</source>
        <translation>ダンプを求めた人による</translation>
    </message>
    <message>
        <source>by the recipe “{source}”</source>
        <translation>レシピ「{source}」による</translation>
    </message>
    <message>
        <source>by the program that wrote it</source>
        <translation>書き出したプログラムによる</translation>
    </message>
    <message>
        <source>by {source}</source>
        <translation>{source} による</translation>
    </message>
    <message>
        <source>by the system</source>
        <translation>システムによる</translation>
    </message>
    <message>
        <source>by the program itself</source>
        <translation>プログラム自身による</translation>
    </message>
    <message>
        <source>blanked where it had to be stored</source>
        <translation>保存せざるを得なかった部分は消去済み</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>no more</source>
        <translation>以上</translation>
    </message>
    <message>
        <source>this and all that follow</source>
        <translation>これ以降すべて</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>受領</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>続行</translation>
    </message>
    <message>
        <source>yes {flags}</source>
        <translation>はい {flags}</translation>
    </message>
    <message>
        <source>{address} {size} bytes</source>
        <translation>{address} {size} バイト</translation>
    </message>
    <message>
        <source>{size} bytes in all, at most 0x10000 at once</source>
        <translation>全部で {size} バイト、一度に最大 0x10000</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>「{text}」</translation>
    </message>
    <message>
        <source>{who} “{name}”</source>
        <translation>{who}「{name}」</translation>
    </message>
    <message>
        <source>The presets are not a list.</source>
        <translation>プリセットがリストになっていません。</translation>
    </message>
    <message>
        <source>A DbgHelp of your own is for dumps on Windows.</source>
        <translation>独自の DbgHelp は Windows でのダンプ用です。</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>指定を外してください。</translation>
    </message>
    <message>
        <source>The dump was changed while it was being written.</source>
        <translation>書き込み中にダンプが変更されました。</translation>
    </message>
    <message>
        <source>The process ended while it was being cloned.</source>
        <translation>クローンの作成中にプロセスが終了しました。</translation>
    </message>
    <message>
        <source>There is no room below the stack of its thread.</source>
        <translation>スレッドのスタックの下に空きがありません。</translation>
    </message>
    <message>
        <source>It was stopped by a signal at that moment.</source>
        <translation>その瞬間にシグナルで停止されました。</translation>
    </message>
    <message>
        <source>It is not wanted any more.</source>
        <translation>もう必要とされていません。</translation>
    </message>
    <message>
        <source>Somebody ended the copy while it was being made.</source>
        <translation>作成中のコピーが何者かに終了させられました。</translation>
    </message>
    <message>
        <source>Something ended the copy of the process while it was being read.</source>
        <translation>読み取り中のプロセスのコピーが終了させられました。</translation>
    </message>
    <message>
        <source>It stands still already, and nothing of it would run on.</source>
        <translation>すでに停止しており、クローンを作っても何も動き続けません。</translation>
    </message>
    <message>
        <source>Not all of its threads could be stopped.</source>
        <translation>停止できないスレッドがありました。</translation>
    </message>
    <message>
        <source>Its code has changed since it was looked at.</source>
        <translation>調べた後にコードが変わりました。</translation>
    </message>
    <message>
        <source>Its code has no place from which a copy could be made.</source>
        <translation>コピーを作れる箇所がコードにありません。</translation>
    </message>
    <message>
        <source>On Windows, DumpDesk leaves copying a process to DbgHelp.</source>
        <translation>Windows では、プロセスの複製は DbgHelp に任せています。</translation>
    </message>
    <message>
        <source>A process cannot stop itself to be looked at.</source>
        <translation>プロセスは自分自身を止めて調べることはできません。</translation>
    </message>
    <message>
        <source>Have another DumpDesk look at it.</source>
        <translation>別の DumpDesk で調べてください。</translation>
    </message>
    <message>
        <source>stop thread {0}</source>
        <translation>スレッド {0} を停止</translation>
    </message>
    <message>
        <source>Windows does not let it be stopped.</source>
        <translation>Windows が停止を許可しません。</translation>
    </message>
    <message>
        <source>The process stood still for {0} s and was let go, because nobody said that the others do.</source>
        <translation>他のプロセスも止まったという知らせがなかったため、{0} 秒止めたあとプロセスを放しました。</translation>
    </message>
    <message>
        <source>Dump fewer together, or one after the other.</source>
        <translation>一度にダンプする数を減らすか、一つずつダンプしてください。</translation>
    </message>
    <message>
        <source>It could not be stopped within {0} s, in which the others stood still.</source>
        <translation>他が止まっている {0} 秒のあいだに止められませんでした。</translation>
    </message>
    <message>
        <source>Dump it alone.</source>
        <translation>単独でダンプしてください。</translation>
    </message>
    <message>
        <source>Dump it without a clone (--no-clone): it then stands still a little longer.</source>
        <translation>クローンなし (--no-clone) でダンプしてください。停止時間は少し長くなります。</translation>
    </message>
    <message>
        <source>Files of gzip, bzip2, xz and zstd are looked into, zip archives and multipart uploads.</source>
        <translation>gzip、bzip2、xz、zstd のファイル、zip アーカイブ、multipart アップロードの中を探します。</translation>
    </message>
    <message>
        <source>This dump is not of a Linux process of x86-64, i386 or ARM64</source>
        <translation>このダンプは x86-64、i386、ARM64 の Linux プロセスのものではありません</translation>
    </message>
    <message>
        <source>Core files are for the debuggers of Linux; open it in WinDbg or lldb.</source>
        <translation>コアファイルは Linux のデバッガー用です。WinDbg または lldb で開いてください。</translation>
    </message>
    <message>
        <source>No thread in this dump has registers</source>
        <translation>このダンプにはレジスターのあるスレッドがありません</translation>
    </message>
    <message>
        <source>Take another dump of the process.</source>
        <translation>プロセスのダンプをもう一度取ってください。</translation>
    </message>
    <message>
        <source>Left out on purpose, {0} ({1}): {2}.</source>
        <translation>意図的に除外、{0} ({1}): {2}。</translation>
    </message>
    <message>
        <source>Left out on purpose, {0}: {1}.</source>
        <translation>意図的に除外、{0}: {1}。</translation>
    </message>
    <message>
        <source>Choose another name: no file is replaced.</source>
        <translation>別の名前を選んでください: ファイルは置き換えられません。</translation>
    </message>
    <message>
        <source>Making {0}</source>
        <translation>{0} の作成</translation>
    </message>
    <message>
        <source>There is nothing to be sought.</source>
        <translation>検索するものがありません。</translation>
    </message>
    <message>
        <source>Say what is to be found.</source>
        <translation>検索する内容を指定してください。</translation>
    </message>
    <message>
        <source>What is sought has {0} bytes.</source>
        <translation>検索する内容は {0} バイトあります。</translation>
    </message>
    <message>
        <source>Give {0} bytes at most.</source>
        <translation>最大 {0} バイトまでにしてください。</translation>
    </message>
    <message>
        <source>The range {0} is empty.</source>
        <translation>範囲 {0} は空です。</translation>
    </message>
    <message>
        <source>Give the lower address first.</source>
        <translation>小さい方のアドレスを先に指定してください。</translation>
    </message>
    <message>
        <source>{0} is not a row of bytes.</source>
        <translation>{0} はバイト列ではありません。</translation>
    </message>
    <message>
        <source>Give pairs of hexadecimal digits, as in de ad be ef.</source>
        <translation>de ad be ef のように、16 進数の 2 桁ずつで指定してください。</translation>
    </message>
    <message>
        <source>That was not among what was looked at last.</source>
        <translation>それは最後に見たものに含まれていません。</translation>
    </message>
    <message>
        <source>Look again.</source>
        <translation>もう一度見てください。</translation>
    </message>
    <message>
        <source>Process {0} has ended: the computer was started anew since.</source>
        <translation>プロセス {0} は終了しています。その後コンピューターが再起動されました。</translation>
    </message>
    <message>
        <source>There is no {0}.</source>
        <translation>{0} がありません。</translation>
    </message>
    <message>
        <source>Choose a dbghelp.dll that is there, or leave it empty.</source>
        <translation>存在する dbghelp.dll を選ぶか、空のままにしてください。</translation>
    </message>
    <message>
        <source>Start DumpDesk with “Run as administrator”.</source>
        <translation>「管理者として実行」で DumpDesk を起動してください。</translation>
    </message>
    <message>
        <source>It is a 32-bit process, dumped from the 64-bit side: in WinDbg, !wow64exts.sw switches.</source>
        <translation>32 ビットのプロセスで、64 ビット側からダンプされます。WinDbg では !wow64exts.sw で切り替えます。</translation>
    </message>
    <message>
        <source>name of the program</source>
        <translation>プログラムの名前</translation>
    </message>
    <message>
        <source>process id</source>
        <translation>プロセス ID</translation>
    </message>
    <message>
        <source>name of this machine</source>
        <translation>このコンピューターの名前</translation>
    </message>
    <message>
        <source>time, as 20260131T235959Z</source>
        <translation>時刻、20260131T235959Z のように</translation>
    </message>
    <message>
        <source>owner of the process</source>
        <translation>プロセスの所有者</translation>
    </message>
    <message>
        <source>number that makes the name a new one</source>
        <translation>名前を新しいものにする番号</translation>
    </message>
    <message>
        <source>taken out by MiniDumpWithoutOptionalData</source>
        <translation>MiniDumpWithoutOptionalData が取り除きます</translation>
    </message>
    <message>
        <source>full memory covers it or makes it meaningless</source>
        <translation>すべてのメモリに含まれるか、そのために意味がなくなります</translation>
    </message>
    <message>
        <source>taken out by MiniDumpFilterTriage</source>
        <translation>MiniDumpFilterTriage が取り除きます</translation>
    </message>
    <message>
        <source>comes with MiniDumpFilterTriage</source>
        <translation>MiniDumpFilterTriage に伴います</translation>
    </message>
    <message>
        <source>left out by the filter</source>
        <translation>フィルターで除外</translation>
    </message>
    <message>
        <source>Allow it in that policy; the log of the system names the rule.</source>
        <translation>そのポリシーで許可してください。該当する規則はシステムログに記録されています。</translation>
    </message>
    <message>
        <source>Start it from a session or a service that was not denied that right.</source>
        <translation>その権限が取り除かれていないセッションまたはサービスから起動してください。</translation>
    </message>
    <message>
        <source>Start the container with --cap-add=SYS_PTRACE, or dump from the host.</source>
        <translation>コンテナーを --cap-add=SYS_PTRACE を付けて起動するか、ホストからダンプしてください。</translation>
    </message>
    <message>
        <source>Not even root has the right CAP_SYS_PTRACE here: start the container with --cap-add=SYS_PTRACE, or dump from the host.</source>
        <translation>ここでは root にも権限 CAP_SYS_PTRACE がありません。コンテナーを --cap-add=SYS_PTRACE を付けて起動するか、ホストからダンプしてください。</translation>
    </message>
    <message>
        <source>Programs of this session cannot gain rights (no_new_privs), so sudo does not help: dump from another session, as root.</source>
        <translation>このセッションのプログラムは権限を得られない (no_new_privs) ため、sudo は役に立ちません。別のセッションから root としてダンプしてください。</translation>
    </message>
    <message>
        <source>There is nothing to rehearse on this system.</source>
        <translation>このシステムには予行するものがありません。</translation>
    </message>
    <message>
        <source>Go by the plan: the dump will be exactly so.</source>
        <translation>計画どおりのダンプになります。計画を参考にしてください。</translation>
    </message>
    <message>
        <source>This DbgHelp cannot rehearse: it writes by itself instead of handing out what it writes.</source>
        <translation>この DbgHelp は予行できません。書き込む内容を渡さずに自分で書き込みます。</translation>
    </message>
    <message>
        <source>Choose a newer dbghelp.dll, or go by the estimate.</source>
        <translation>新しい dbghelp.dll を選ぶか、見積もりを参考にしてください。</translation>
    </message>
    <message>
        <source>Windows cannot dump the program that writes the dump.</source>
        <translation>Windows は、ダンプを書き込むプログラム自身をダンプできません。</translation>
    </message>
    <message>
        <source>Dump it from another DumpDesk.</source>
        <translation>別の DumpDesk からダンプしてください。</translation>
    </message>
    <message>
        <source>Windows wrote a dump without any memory of the process.</source>
        <translation>Windows が書いたダンプには、プロセスのメモリがまったくありません。</translation>
    </message>
    <message>
        <source>Windows wrote a file that is no dump: {0}</source>
        <translation>Windows が書いたファイルはダンプではありません: {0}</translation>
    </message>
    <message>
        <source>There is no process {0}.</source>
        <translation>プロセス {0} はありません。</translation>
    </message>
    <message>
        <source>No DbgHelp that can write dumps was found ({0}).</source>
        <translation>ダンプを書き込める DbgHelp が見つかりません ({0})。</translation>
    </message>
    <message>
        <source>Give the path of a dbghelp.dll or dbgcore.dll made for this program&apos;s processor, or none to use that of Windows.</source>
        <translation>このプログラムのプロセッサ用の dbghelp.dll または dbgcore.dll のパスを指定するか、Windows のものを使うには何も指定しないでください。</translation>
    </message>
    <message>
        <source>An exception without registers cannot be handed to Windows.</source>
        <translation>レジスターのない例外は Windows に渡せません。</translation>
    </message>
    <message>
        <source>Give the CONTEXT of its thread with it.</source>
        <translation>そのスレッドの CONTEXT も指定してください。</translation>
    </message>
    <message>
        <source>The file is open for reading only.</source>
        <translation>ファイルは読み取り専用で開かれています。</translation>
    </message>
    <message>
        <source>Open it for reading and writing.</source>
        <translation>読み書き用に開いてください。</translation>
    </message>
    <message>
        <source>The file is open for appending: its parts cannot be put where they belong.</source>
        <translation>ファイルは追記用に開かれているため、各部を所定の場所に書けません。</translation>
    </message>
    <message>
        <source>What was given to write to is not an ordinary file.</source>
        <translation>書き込み先は通常のファイルではありません。</translation>
    </message>
    <message>
        <source>Give an ordinary file, or take the bytes through the I/O callbacks.</source>
        <translation>通常のファイルを指定するか、I/O コールバックでバイトを受け取ってください。</translation>
    </message>
    <message>
        <source>The file to write to is not open.</source>
        <translation>書き込み先のファイルが開かれていません。</translation>
    </message>
    <message>
        <source>{0} bytes of memory at {1} cannot be read.</source>
        <translation>{1} のメモリ {0} バイトを読み取れません。</translation>
    </message>
    <message>
        <source>{0} cannot be the name of a file.</source>
        <translation>{0} はファイル名にできません。</translation>
    </message>
    <message>
        <source>{0} was replaced while the dump was being written.</source>
        <translation>ダンプの書き込み中に {0} が置き換えられました。</translation>
    </message>
    <message>
        <source>Choose a folder that only you can write to.</source>
        <translation>自分だけが書き込めるフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{0} is there already and is not an ordinary file.</source>
        <translation>{0} はすでにあり、通常のファイルではありません。</translation>
    </message>
    <message>
        <source>{0} is there already.</source>
        <translation>{0} はすでにあります。</translation>
    </message>
    <message>
        <source>Choose another name, or allow it to be overwritten.</source>
        <translation>別の名前を選ぶか、上書きを許可してください。</translation>
    </message>
    <message>
        <source>protect file</source>
        <translation>ファイルの保護</translation>
    </message>
    <message>
        <source>This file system cannot keep the dump to its owner: others may read it there.</source>
        <translation>このファイルシステムではダンプを所有者だけのものにできません。ほかの人に読まれることがあります。</translation>
    </message>
    <message>
        <source>The dump was cancelled.</source>
        <translation>ダンプはキャンセルされました。</translation>
    </message>
    <message>
        <source>The dump became shorter while it was being written.</source>
        <translation>書き込み中にダンプが短くなりました。</translation>
    </message>
    <message>
        <source>The child process that writes the dump died.</source>
        <translation>ダンプを書き込む子プロセスが落ちました。</translation>
    </message>
    <message>
        <source>The dump ended with {0} ({1}).</source>
        <translation>ダンプは {0} ({1}) で終わりました。</translation>
    </message>
    <message>
        <source>read memory</source>
        <translation>メモリの読み取り</translation>
    </message>
    <message>
        <source>The memory cannot be read.</source>
        <translation>メモリを読み取れません。</translation>
    </message>
    <message>
        <source>list file descriptors</source>
        <translation>ファイルディスクリプタの一覧</translation>
    </message>
    <message>
        <source>Process {0} ended while its memory was being read.</source>
        <translation>メモリの読み取り中にプロセス {0} が終了しました。</translation>
    </message>
    <message>
        <source>Registers of the own thread can be noted by CPython on x86-64 only.</source>
        <translation>自スレッドのレジスターを記録できるのは x86-64 の CPython だけです。</translation>
    </message>
    <message>
        <source>Give no exception, or one with a context of your own.</source>
        <translation>例外を指定しないか、独自のコンテキスト付きで指定してください。</translation>
    </message>
    <message>
        <source>There is no process with the number {0}.</source>
        <translation>番号 {0} のプロセスはありません。</translation>
    </message>
    <message>
        <source>There is no process {0} (any more).</source>
        <translation>プロセス {0} は (もう) ありません。</translation>
    </message>
    <message>
        <source>It runs as administrator, and DumpDesk does not.</source>
        <translation>管理者として実行されていますが、DumpDesk はそうではありません。</translation>
    </message>
    <message>
        <source>An administrator can look into it, and dump it, or allow it to everybody until the next restart: sudo sysctl kernel.yama.ptrace_scope=0</source>
        <translation>管理者なら中を見て、ダンプできます。または次の再起動まで全員に許可できます: sudo sysctl kernel.yama.ptrace_scope=0</translation>
    </message>
    <message>
        <source>It is a service: it runs in session 0, apart from the programs of people.</source>
        <translation>サービスです。利用者のプログラムとは別のセッション 0 で実行されています。</translation>
    </message>
    <message>
        <source>It is a 32-bit process, dumped by the 32-bit dumper.</source>
        <translation>32 ビットのプロセスです。32 ビットのダンパーでダンプします。</translation>
    </message>
    <message>
        <source>It runs in a package or AppContainer: {container}.</source>
        <translation>パッケージまたは AppContainer の中で実行されています: {container}。</translation>
    </message>
    <message>
        <source>Java threads, frames and locks (wants full memory)</source>
        <translation>Java のスレッド、フレーム、ロック (全メモリが必要)</translation>
    </message>
    <message>
        <source>time of the dump</source>
        <translation>ダンプの時刻</translation>
    </message>
    <message>
        <source>ticket number</source>
        <translation>チケット番号</translation>
    </message>
    <message>
        <source>who makes the dump</source>
        <translation>ダンプの作成者</translation>
    </message>
    <message>
        <source>It is a dump of the Windows kernel, not a minidump of a process.</source>
        <translation>これは Windows カーネルのダンプで、プロセスのミニダンプではありません。</translation>
    </message>
    <message>
        <source>Open it with WinDbg.</source>
        <translation>WinDbg で開いてください。</translation>
    </message>
    <message>
        <source>It is an ELF core, not a minidump.</source>
        <translation>これは ELF コアで、ミニダンプではありません。</translation>
    </message>
    <message>
        <source>Open it with gdb: gdb PROGRAM FILE.</source>
        <translation>gdb で開いてください: gdb プログラム ファイル</translation>
    </message>
    <message>
        <source>It is a program or library of Linux (ELF), not a minidump.</source>
        <translation>これは Linux のプログラムまたはライブラリ (ELF) で、ミニダンプではありません。</translation>
    </message>
    <message>
        <source>Choose the dump that was made of it.</source>
        <translation>そこから作られたダンプを選んでください。</translation>
    </message>
    <message>
        <source>It is a core of macOS (Mach-O), not a minidump.</source>
        <translation>これは macOS のコア (Mach-O) で、ミニダンプではありません。</translation>
    </message>
    <message>
        <source>Open it with lldb: lldb --core FILE.</source>
        <translation>lldb で開いてください: lldb --core ファイル</translation>
    </message>
    <message>
        <source>It is a program or library of Windows (PE), not a minidump.</source>
        <translation>これは Windows のプログラムまたはライブラリ (PE) で、ミニダンプではありません。</translation>
    </message>
    <message>
        <source>It is a minidump of a big-endian processor, which is not read here.</source>
        <translation>これはビッグエンディアンのプロセッサのミニダンプで、ここでは読めません。</translation>
    </message>
    <message>
        <source>Open it with minidump_dump of Breakpad.</source>
        <translation>Breakpad の minidump_dump で開いてください。</translation>
    </message>
    <message>
        <source>It is compressed with gzip.</source>
        <translation>gzip で圧縮されています。</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE, or gzip -dk FILE.</source>
        <translation>展開してください: dumpdesk unpack ファイル、または gzip -dk ファイル</translation>
    </message>
    <message>
        <source>It is a zip archive.</source>
        <translation>これは zip アーカイブです。</translation>
    </message>
    <message>
        <source>Unpack it: dumpdesk unpack FILE takes the minidumps out of it.</source>
        <translation>展開してください: dumpdesk unpack ファイル がミニダンプを取り出します。</translation>
    </message>
    <message>
        <source>It is compressed with zstd.</source>
        <translation>zstd で圧縮されています。</translation>
    </message>
    <message>
        <source>It is compressed with xz.</source>
        <translation>xz で圧縮されています。</translation>
    </message>
    <message>
        <source>It is compressed with bzip2.</source>
        <translation>bzip2 で圧縮されています。</translation>
    </message>
    <message>
        <source>It is a 7z archive.</source>
        <translation>これは 7z アーカイブです。</translation>
    </message>
    <message>
        <source>Unpack it: 7z x FILE.</source>
        <translation>展開してください: 7z x ファイル</translation>
    </message>
    <message>
        <source>It is a cabinet of Windows.</source>
        <translation>これは Windows のキャビネットです。</translation>
    </message>
    <message>
        <source>Unpack it: expand FILE -F:* FOLDER, or cabextract FILE.</source>
        <translation>展開してください: expand ファイル -F:* フォルダー、または cabextract ファイル</translation>
    </message>
    <message>
        <source>It is the upload of a crash reporter (multipart), with the minidump inside.</source>
        <translation>これはクラッシュレポーターのアップロード (multipart) で、中にミニダンプがあります。</translation>
    </message>
    <message>
        <source>Take it out: dumpdesk unpack FILE.</source>
        <translation>取り出してください: dumpdesk unpack ファイル</translation>
    </message>
    <message>
        <source>It is a log with a microdump in it, not a minidump.</source>
        <translation>これはマイクロダンプを含むログで、ミニダンプではありません。</translation>
    </message>
    <message>
        <source>Open it with microdump_stackwalk of Breakpad.</source>
        <translation>Breakpad の microdump_stackwalk で開いてください。</translation>
    </message>
    <message>
        <source>It is a heap dump of Java (HPROF), not a minidump.</source>
        <translation>これは Java のヒープダンプ (HPROF) で、ミニダンプではありません。</translation>
    </message>
    <message>
        <source>Open it with Eclipse Memory Analyzer or VisualVM.</source>
        <translation>Eclipse Memory Analyzer か VisualVM で開いてください。</translation>
    </message>
    <message>
        <source>It is a crash report of Java (hs_err), a text, not a minidump.</source>
        <translation>これは Java のクラッシュレポート (hs_err) というテキストで、ミニダンプではありません。</translation>
    </message>
    <message>
        <source>Open it with an editor; the core or minidump that it names lies elsewhere.</source>
        <translation>エディターで開いてください。そこに書かれたコアまたはミニダンプは別の場所にあります。</translation>
    </message>
    <message>
        <source>It is a symbol file of Breakpad, a text, not a minidump.</source>
        <translation>これは Breakpad のシンボルファイルというテキストで、ミニダンプではありません。</translation>
    </message>
    <message>
        <source>Choose the dump that it belongs to.</source>
        <translation>それが属するダンプを選んでください。</translation>
    </message>
    <message>
        <source>words on stacks</source>
        <translation>スタック上のワード</translation>
    </message>
    <message>
        <source>blanked unless they are small numbers or lead into code or that stack</source>
        <translation>小さい数、コードやそのスタックを指すもの以外は消される</translation>
    </message>
    <message>
        <source>words on stacks, arguments and environment</source>
        <translation>スタック上のワード、引数、環境</translation>
    </message>
    <message>
        <source>blanked or left away unless they are needed to walk the stacks</source>
        <translation>スタックをたどるのに必要なもの以外は消されるか除かれる</translation>
    </message>
    <message>
        <source>folders of names</source>
        <translation>名前のフォルダー部分</translation>
    </message>
    <message>
        <source>names of files are stored without them</source>
        <translation>ファイル名はフォルダーなしで保存される</translation>
    </message>
    <message>
        <source>memory shared with devices</source>
        <translation>デバイスと共有するメモリ</translation>
    </message>
    <message>
        <source>slow to read, and not the program&apos;s own</source>
        <translation>読み取りが遅く、プログラム自身のものではない</translation>
    </message>
    <message>
        <source>its callback said so</source>
        <translation>そのコールバックがそう答えた</translation>
    </message>
    <message>
        <source>chosen by hand</source>
        <translation>手作業で選択</translation>
    </message>
    <message>
        <source>it asks the system to keep this memory out of dumps (MADV_DONTDUMP)</source>
        <translation>このメモリをダンプに含めないようシステムに求めている (MADV_DONTDUMP)</translation>
    </message>
    <message>
        <source>memory of a device, which is not the program&apos;s</source>
        <translation>プログラムのものではないデバイスのメモリ</translation>
    </message>
    <message>
        <source>Windows can only write less of single {0}, never more: {1} is not added ({2}).</source>
        <translation>Windows は個々の{0}について書く量を減らせますが増やせません: {1} は追加されません ({2})。</translation>
    </message>
    <message>
        <source>Windows stores the stack of a thread that is in the dump all the same ({0}).</source>
        <translation>Windows はダンプに入るスレッドのスタックを必ず保存します ({0})。</translation>
    </message>
    <message>
        <source>To Windows, {0} is only a hint: taking it away changes nothing ({1}).</source>
        <translation>Windows にとって {0} は目安にすぎません。外しても何も変わりません ({1})。</translation>
    </message>
    <message>
        <source>Windows does not give full access to threads ({0}): their registers and stacks may be missing.</source>
        <translation>Windows がスレッドへの完全なアクセスを与えません ({0})。レジスタとスタックが欠けることがあります。</translation>
    </message>
    <message>
        <source>It is a 32-bit process: the dump shows it from the 64-bit side of Windows. In WinDbg, !wow64exts.sw switches.</source>
        <translation>32 ビットのプロセスです。ダンプには Windows の 64 ビット側から見た姿が入ります。WinDbg では !wow64exts.sw で切り替えます。</translation>
    </message>
    <message>
        <source>The program keeps {0} KiB of its memory from everybody else (memfd_secret): the dump will lack them.</source>
        <translation>プログラムは {0} KiB のメモリを他から隠しています (memfd_secret)。ダンプには含まれません。</translation>
    </message>
    <message>
        <source>global variables of modules</source>
        <translation>モジュールのグローバル変数</translation>
    </message>
    <message>
        <source>code around instruction pointers and of modules</source>
        <translation>命令ポインター周辺とモジュールのコード</translation>
    </message>
    <message>
        <source>thread-local data</source>
        <translation>スレッドローカルデータ</translation>
    </message>
    <message>
        <source>data of threads (TEB, FLS)</source>
        <translation>スレッドのデータ (TEB、FLS)</translation>
    </message>
    <message>
        <source>data of the process (PEB, arguments, environment)</source>
        <translation>プロセスのデータ (PEB、引数、環境変数)</translation>
    </message>
    <message>
        <source>Thread {id} ({name}) sleeps in the kernel, where it cannot be stopped: of its registers, only the instruction pointer and the stack pointer will be known.</source>
        <translation>スレッド {id} ({name}) はカーネル内で眠っていて停止できません。レジスターのうち命令ポインターとスタックポインターだけが得られます。</translation>
    </message>
    <message>
        <source>It is frozen by its control group {group}, and threads so frozen cannot be stopped: of their registers, only the instruction pointer and the stack pointer will be known. Thaw it first to have them all.</source>
        <translation>コントロールグループ {group} によって凍結されていて、そのスレッドは停止できません。レジスターのうち命令ポインターとスタックポインターだけが得られます。すべてを得るには先に凍結を解除してください。</translation>
    </message>
    <message>
        <source>Thread {id} ({name}) has run out of its stack into the guard below.</source>
        <translation>スレッド {id} ({name}) はスタックを使い果たし、下のガードページに達しています。</translation>
    </message>
    <message>
        <source>added by the filter</source>
        <translation>フィルターで追加</translation>
    </message>
    <message>
        <source>code around the instruction pointer</source>
        <translation>命令ポインター周辺のコード</translation>
    </message>
    <message>
        <source>code of {module}</source>
        <translation>{module} のコード</translation>
    </message>
    <message>
        <source>data of {module}</source>
        <translation>{module} のデータ</translation>
    </message>
    <message>
        <source>stack of thread {id}</source>
        <translation>スレッド {id} のスタック</translation>
    </message>
    <message>
        <source>thread-local data of a module</source>
        <translation>モジュールのスレッドローカルデータ</translation>
    </message>
    <message>
        <source>the rule {name}</source>
        <translation>規則 {name}</translation>
    </message>
    <message>
        <source>its PDB has larger tables than are read</source>
        <translation>PDB の表が読み取る上限より大きくなっています</translation>
    </message>
    <message>
        <source>From processes where {target} it collects {contents}</source>
        <translation>{target} に当てはまるプロセスから次を集めます: {contents}</translation>
    </message>
    <message>
        <source>From the chosen process it collects {contents}</source>
        <translation>選んだプロセスから次を集めます: {contents}</translation>
    </message>
    <message>
        <source>{contents} (file names without folders)</source>
        <translation>{contents} (フォルダーなしのファイル名)</translation>
    </message>
    <message>
        <source>it leaves out {names}</source>
        <translation>除外するもの: {names}</translation>
    </message>
    <message>
        <source>it takes in {names}</source>
        <translation>含めるもの: {names}</translation>
    </message>
    <message>
        <source>{count} filter rule sets how much is written of some</source>
        <translation>{count} 個のフィルター規則が、一部についてどこまで書くかを決めます</translation>
    </message>
    <message>
        <source>{count} filter rules set how much is written of some</source>
        <translation>{count} 個のフィルター規則が、一部についてどこまで書くかを決めます</translation>
    </message>
    <message>
        <source>it leaves out what the program keeps out of dumps</source>
        <translation>プログラムがダンプから除外したものは含めません</translation>
    </message>
    <message>
        <source>it adds a comment</source>
        <translation>コメントを付けます</translation>
    </message>
    <message>
        <source>memory {name}</source>
        <translation>メモリ {name}</translation>
    </message>
    <message>
        <source>module {name}</source>
        <translation>モジュール {name}</translation>
    </message>
    <message>
        <source>thread {name}</source>
        <translation>スレッド {name}</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>他 {count} 個</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first}、{last}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>; </source>
        <translation>。</translation>
    </message>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}。</translation>
    </message>
    <message>
        <source>{name} (PID {pid}): {reason}</source>
        <translation>{name} (PID {pid}): {reason}</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>アクセスが拒否されました</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>ディスクの割り当てを超えました</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>ファイルは既にあります</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>入出力エラー</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>フォルダーです</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>シンボリックリンクが多すぎます</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>開いているファイルが多すぎます</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>ファイル名が長すぎます</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>ファイルまたはフォルダーがありません</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>メモリを割り当てられません</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>ディスクに空きがありません</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>フォルダーではありません</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>デバイスまたはアドレスがありません</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>許可されていない操作です</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>読み取り専用のファイルシステムです</translation>
    </message>
    <message>
        <source>Object contains unknown field `{field}`</source>
        <translation>不明なフィールド `{field}` があります</translation>
    </message>
    <message>
        <source>Object missing required field `{field}`</source>
        <translation>必要なフィールド `{field}` がありません</translation>
    </message>
    <message>
        <source>Expected `{type}`, got `{found}`</source>
        <translation>`{type}` であるべきところが `{found}` です</translation>
    </message>
    <message>
        <source>Expected `{type}`, got `{found}` - at `{place}`</source>
        <translation>`{place}` は `{type}` であるべきですが `{found}` です</translation>
    </message>
    <message>
        <source>Invalid value {found} - at `{place}`</source>
        <translation>`{place}` の値 {found} は無効です</translation>
    </message>
    <message>
        <source>Invalid enum value {found} - at `{place}`</source>
        <translation>`{place}` の値 {found} は無効です</translation>
    </message>
    <message>
        <source>Making the folder {folder}</source>
        <translation>フォルダー {folder} の作成</translation>
    </message>
    <message>
        <source>the comment</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>{0} is not an open file.</source>
        <translation>{0} は開いたファイルではありません。</translation>
    </message>
    <message>
        <source>Pass what open(path, &apos;w+b&apos;) gives, or its descriptor; dump_to_file takes a path.</source>
        <translation>open(path, &apos;w+b&apos;) の結果かそのディスクリプターを渡してください。dump_to_file はパスを受け取ります。</translation>
    </message>
    <message>
        <source>{0} is not {1}.</source>
        <translation>{0} は {1} ではありません。</translation>
    </message>
    <message>
        <source>Pass a number, not {0}.</source>
        <translation>{0} ではなく数を渡してください。</translation>
    </message>
    <message>
        <source>The callback {0} cannot be called.</source>
        <translation>コールバック {0} は呼び出せません。</translation>
    </message>
    <message>
        <source>The file {0} has no descriptor: {1}.</source>
        <translation>ファイル {0} にはディスクリプターがありません: {1}。</translation>
    </message>
    <message>
        <source>Pass a file that is open on a disk, as open(path, &apos;w+b&apos;) gives it.</source>
        <translation>open(path, &apos;w+b&apos;) のようにディスク上で開いたファイルを渡してください。</translation>
    </message>
    <message>
        <source>The target {0} is not process {1}.</source>
        <translation>対象 {0} はプロセス {1} ではありません。</translation>
    </message>
    <message>
        <source>Pass what open_target gives, or None.</source>
        <translation>open_target の結果か None を渡してください。</translation>
    </message>
    <message>
        <source>What was written is no dump: {0}</source>
        <translation>書き込まれたものはダンプではありません: {0}</translation>
    </message>
    <message>
        <source>Blanking parts of the dump</source>
        <translation>ダンプの一部の消去</translation>
    </message>
    <message>
        <source>Writing the dump</source>
        <translation>ダンプの書き込み</translation>
    </message>
    <message>
        <source>{0} is on another machine.</source>
        <translation>{0} は別のコンピューターにあります。</translation>
    </message>
    <message>
        <source>Copy it to a drive of this one.</source>
        <translation>このコンピューターのドライブにコピーしてください。</translation>
    </message>
    <message>
        <source>{0} has no {1}</source>
        <translation>{0} には {1} がありません</translation>
    </message>
    <message>
        <source>{0} ended while it was being dumped (exit code {1}).</source>
        <translation>{0} はダンプ中に終了しました (終了コード {1})。</translation>
    </message>
    <message>
        <source>Start it again and dump it earlier; nothing of this dump was kept.</source>
        <translation>もう一度起動し、もっと早くダンプしてください。このダンプは何も残っていません。</translation>
    </message>
    <message>
        <source>The memory at {0} cannot be read, and one such page ends a dump of all memory.</source>
        <translation>{0} のメモリは読み取れません。そのようなページが一つでもあると、全メモリのダンプは終わってしまいます。</translation>
    </message>
    <message>
        <source>Add MiniDumpIgnoreInaccessibleMemory (0x20000): what cannot be read is left out then.</source>
        <translation>MiniDumpIgnoreInaccessibleMemory (0x20000) を加えてください。読み取れないものは除かれます。</translation>
    </message>
    <message>
        <source>The file of the dump went away while it was written: {0}.</source>
        <translation>書き込み中にダンプのファイルがなくなりました: {0}。</translation>
    </message>
    <message>
        <source>See whether its drive or server is still there, or choose another folder.</source>
        <translation>ドライブやサーバーがまだあるか確かめるか、別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Emptying the file</source>
        <translation>ファイルを空にする処理</translation>
    </message>
    <message>
        <source>Looking at {0}</source>
        <translation>{0} の確認</translation>
    </message>
    <message>
        <source>Creating {0}</source>
        <translation>{0} の作成</translation>
    </message>
    <message>
        <source>Reading the dump again</source>
        <translation>ダンプの再読み取り</translation>
    </message>
    <message>
        <source>Holding {0} bytes</source>
        <translation>{0} バイトの確保</translation>
    </message>
    <message>
        <source>Reserving room for the dump</source>
        <translation>ダンプの領域の確保</translation>
    </message>
    <message>
        <source>{0} is there already: another dump is being written, it is a whole dump that was never given its name, or it is not ours.</source>
        <translation>{0} は既にあります: 別のダンプを書き込み中か、名前が付けられなかった完全なダンプか、または DumpDesk のファイルではありません。</translation>
    </message>
    <message>
        <source>Wait for it, choose another name, or rename or delete that file.</source>
        <translation>終わるまで待つか、別の名前を選ぶか、そのファイルの名前を変更するか削除してください。</translation>
    </message>
    <message>
        <source>Opening {0}</source>
        <translation>{0} を開く処理</translation>
    </message>
    <message>
        <source>Opening a file for the dump to wait in</source>
        <translation>ダンプの一時保管用ファイルを開く処理</translation>
    </message>
    <message>
        <source>{0} It waits in {1} until it can be passed on.</source>
        <translation>{0} 渡せるようになるまで {1} に置かれます。</translation>
    </message>
    <message>
        <source>{0} does not say which process is meant.</source>
        <translation>{0} ではどのプロセスか分かりません。</translation>
    </message>
    <message>
        <source>Pass what key_of gives for its number.</source>
        <translation>その番号に key_of が返すものを渡してください。</translation>
    </message>
    <message>
        <source>Process {0} has ended; its number now belongs to another program ({1}).</source>
        <translation>プロセス {0} は終了しており、その番号は現在別のプログラム ({1}) のものです。</translation>
    </message>
    <message>
        <source>ask file system</source>
        <translation>ファイルシステムへの問い合わせ</translation>
    </message>
    <message>
        <source>Not told: the file system of {0} does not answer.</source>
        <translation>不明: {0} のファイルシステムが応答しません。</translation>
    </message>
    <message>
        <source>Choose another drive.</source>
        <translation>別のドライブを選んでください。</translation>
    </message>
    <message>
        <source>Reading the memory</source>
        <translation>メモリの読み取り</translation>
    </message>
    <message>
        <source>find pages</source>
        <translation>ページの検出</translation>
    </message>
    <message>
        <source>About {0} KiB that came into this mapping just before the stop are not in the dump: this version of Linux does not tell where they are.</source>
        <translation>停止直前にこのマッピングに入った約 {0} KiB はダンプにありません。このバージョンの Linux では場所が分かりません。</translation>
    </message>
    <message>
        <source>{0} of process {1}</source>
        <translation>プロセス {1}: {0}</translation>
    </message>
    <message>
        <source>Reading the state</source>
        <translation>状態の読み取り</translation>
    </message>
    <message>
        <source>Opening a thread</source>
        <translation>スレッドを開く処理</translation>
    </message>
    <message>
        <source>Opening the process</source>
        <translation>プロセスを開く処理</translation>
    </message>
    <message>
        <source>The system denies access to process {0}.</source>
        <translation>システムがプロセス {0} へのアクセスを拒否しました。</translation>
    </message>
    <message>
        <source>The program is made for a processor that DumpDesk does not know (ELF machine {0}).</source>
        <translation>プログラムは DumpDesk の知らないプロセッサ用です (ELF マシン {0})。</translation>
    </message>
    <message>
        <source>Programs for x86-64, x86 and ARM64 can be dumped.</source>
        <translation>x86-64、x86、ARM64 用のプログラムをダンプできます。</translation>
    </message>
    <message>
        <source>Reading the maps</source>
        <translation>メモリマップの読み取り</translation>
    </message>
    <message>
        <source>Process {0} has just ended.</source>
        <translation>プロセス {0} はたった今終了しました。</translation>
    </message>
    <message>
        <source>read smaps</source>
        <translation>smaps の読み取り</translation>
    </message>
    <message>
        <source>{0}: MADV_DONTDUMP unknown.</source>
        <translation>{0}: MADV_DONTDUMP は不明です。</translation>
    </message>
    <message>
        <source>Opening the memory</source>
        <translation>メモリを開く処理</translation>
    </message>
    <message>
        <source>Reading the program</source>
        <translation>プログラムの読み取り</translation>
    </message>
    <message>
        <source>A process cannot stop and trace itself.</source>
        <translation>プロセスは自分自身を止めてトレースできません。</translation>
    </message>
    <message>
        <source>Dump it from another process; write_dump does this by itself.</source>
        <translation>別のプロセスからダンプしてください。write_dump は自動的にそうします。</translation>
    </message>
    <message>
        <source>{0} is a thread of process {1}.</source>
        <translation>{0} はプロセス {1} のスレッドです。</translation>
    </message>
    <message>
        <source>Choose process {0}.</source>
        <translation>プロセス {0} を選んでください。</translation>
    </message>
    <message>
        <source>read {0}</source>
        <translation>{0} の読み取り</translation>
    </message>
    <message>
        <source>Process {0} has ended.</source>
        <translation>プロセス {0} は終了しました。</translation>
    </message>
    <message>
        <source>DumpDesk cannot look into processes on {0} yet.</source>
        <translation>DumpDesk は {0} ではまだプロセスを見られません。</translation>
    </message>
    <message>
        <source>Windows refuses access to process {0} even to an administrator: {1}.</source>
        <translation>Windows は管理者にもプロセス {0} へのアクセスを拒否しています: {1}。</translation>
    </message>
    <message>
        <source>A security program or a policy may protect it: ask whoever looks after this machine.</source>
        <translation>セキュリティ ソフトウェアやポリシーで保護されている可能性があります。このコンピューターの管理担当者に尋ねてください。</translation>
    </message>
    <message>
        <source>Windows does not list its processes (status {0}).</source>
        <translation>Windows がプロセスの一覧を返しません (状態 {0})。</translation>
    </message>
    <message>
        <source>The command line cannot say which exception is meant.</source>
        <translation>コマンドラインでは、どの例外かを指定できません。</translation>
    </message>
    <message>
        <source>The user streams are too large for a command line.</source>
        <translation>ユーザーストリームはコマンドラインには大きすぎます。</translation>
    </message>
    <message>
        <source>Give them as files.</source>
        <translation>ファイルとして指定してください。</translation>
    </message>
    <message>
        <source>A command line cannot hold zero characters.</source>
        <translation>コマンドラインにヌル文字は含められません。</translation>
    </message>
    <message>
        <source>In the filter, {0} {1}.</source>
        <translation>フィルターで、{0} {1}。</translation>
    </message>
    <message>
        <source>Correct the filter.</source>
        <translation>フィルターを直してください。</translation>
    </message>
    <message>
        <source>is not an object</source>
        <translation>オブジェクトではありません</translation>
    </message>
    <message>
        <source>has no {0}</source>
        <translation>{0} がありません</translation>
    </message>
    <message>
        <source>has an include that is not true or false</source>
        <translation>include が true でも false でもありません</translation>
    </message>
    <message>
        <source>has a {0} that is not a number of 64 bits</source>
        <translation>{0} が 64 ビットの数ではありません</translation>
    </message>
    <message>
        <source>has write flags that are not a list of names</source>
        <translation>書き込みフラグが名前のリストではありません</translation>
    </message>
    <message>
        <source>the filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>is not an object with modules, threads and memory</source>
        <translation>modules、threads、memory を持つオブジェクトではありません</translation>
    </message>
    <message>
        <source>has no part called {0}</source>
        <translation>{0} という部分はありません</translation>
    </message>
    <message>
        <source>has no write flag {0}; there are {1}</source>
        <translation>書き込みフラグ {0} はありません。あるのは {1} です</translation>
    </message>
    <message>
        <source>is not a list of rules</source>
        <translation>規則のリストではありません</translation>
    </message>
    <message>
        <source>is not JSON: {0}</source>
        <translation>JSON ではありません: {0}</translation>
    </message>
    <message>
        <source>The flags {0} hold bits that are not valid ({1}).</source>
        <translation>フラグ {0} に無効なビット ({1}) があります。</translation>
    </message>
    <message>
        <source>Use flags within {0}; `dumpdesk flags` lists them.</source>
        <translation>{0} の範囲のフラグを使ってください。`dumpdesk flags` で一覧を見られます。</translation>
    </message>
    <message>
        <source>MiniDumpFilterTriage and MiniDumpWithAvxXStateContext exclude each other.</source>
        <translation>MiniDumpFilterTriage と MiniDumpWithAvxXStateContext は併用できません。</translation>
    </message>
    <message>
        <source>Clear one of the two.</source>
        <translation>どちらかを外してください。</translation>
    </message>
    <message>
        <source>No flags were given.</source>
        <translation>フラグがありません。</translation>
    </message>
    <message>
        <source>Give a number such as 0x21925, or names.</source>
        <translation>0x21925 のような数か名前を入力してください。</translation>
    </message>
    <message>
        <source>{0} is neither a flag nor a number.</source>
        <translation>{0} はフラグでも数でもありません。</translation>
    </message>
    <message>
        <source>The callback answered FALSE for the {0} {1}, which fails a dump.</source>
        <translation>コールバックが {0} {1} に FALSE と答えたため、ダンプは失敗します。</translation>
    </message>
    <message>
        <source>Leave a {0} out through Include{1}Callback or by clearing its flags.</source>
        <translation>{0} は Include{1}Callback で、またはフラグを消して除外してください。</translation>
    </message>
    <message>
        <source>The callback says that the process is a snapshot; Linux has none.</source>
        <translation>コールバックはプロセスがスナップショットだと言いますが、Linux にはありません。</translation>
    </message>
    <message>
        <source>Leave the answer to IsProcessSnapshotCallback as it is.</source>
        <translation>IsProcessSnapshotCallback への応答はそのままにしてください。</translation>
    </message>
    <message>
        <source>In the recipe, {0} {1}.</source>
        <translation>レシピで、{0} {1}。</translation>
    </message>
    <message>
        <source>This is not a recipe that this DumpDesk understands: {0}.</source>
        <translation>この DumpDesk に理解できるレシピではありません: {0}。</translation>
    </message>
    <message>
        <source>Ask its sender for a corrected one, or update DumpDesk.</source>
        <translation>送り主に訂正版を求めるか、DumpDesk を更新してください。</translation>
    </message>
    <message>
        <source>the recipe&apos;s comment</source>
        <translation>レシピのコメント</translation>
    </message>
    <message>
        <source>The recipe is larger than {0} KiB.</source>
        <translation>レシピが {0} KiB より大きくなっています。</translation>
    </message>
    <message>
        <source>Ask its sender for a smaller one.</source>
        <translation>送り主により小さいものを求めてください。</translation>
    </message>
    <message>
        <source>Reading the recipe {0}</source>
        <translation>レシピ {0} の読み取り</translation>
    </message>
    <message>
        <source>Writing the recipe {0}</source>
        <translation>レシピ {0} の書き込み</translation>
    </message>
    <message>
        <source>is longer than {0} characters</source>
        <translation>{0} 文字より長くなっています</translation>
    </message>
    <message>
        <source>has more than {0} rules</source>
        <translation>規則が {0} 個を超えています</translation>
    </message>
    <message>
        <source>is wrong at character {0}: {1}</source>
        <translation>{0} 文字目に誤りがあります: {1}</translation>
    </message>
    <message>
        <source>it is not JSON ({0})</source>
        <translation>JSON ではありません ({0})</translation>
    </message>
    <message>
        <source>{0} is not a file.</source>
        <translation>{0} はファイルではありません。</translation>
    </message>
    <message>
        <source>Choose a recipe.</source>
        <translation>レシピを選んでください。</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>名前を確認してください。</translation>
    </message>
    <message>
        <source>holds a character that cannot be seen, U+{0}, as number {1}</source>
        <translation>見えない文字 U+{0} が {1} 番目にあります</translation>
    </message>
    <message>
        <source>The exception holds numbers of more than 64 bits.</source>
        <translation>例外に 64 ビットを超える数があります。</translation>
    </message>
    <message>
        <source>The user stream {0} is not a number of 32 bits with bytes.</source>
        <translation>ユーザーストリーム {0} は、32 ビットの番号とバイト列ではありません。</translation>
    </message>
    <message>
        <source>The request cannot be read: {0}.</source>
        <translation>要求を読めません: {0}。</translation>
    </message>
    <message>
        <source>character {0} of {1}</source>
        <translation>{1}の {0} 文字目</translation>
    </message>
    <message>
        <source>The brace {0} at {1} stands alone.</source>
        <translation>かっこ {0} が {1} に単独であります。</translation>
    </message>
    <message>
        <source>Write {name} or no brace at all.</source>
        <translation>{name} と書くか、かっこを使わないでください。</translation>
    </message>
    <message>
        <source>There is no {{0}}, at {1}.</source>
        <translation>{{0}} はありません。場所は {1} です。</translation>
    </message>
    <message>
        <source>There are {0}.</source>
        <translation>あるのは {0} です。</translation>
    </message>
    <message>
        <source>it was cancelled</source>
        <translation>キャンセルされました</translation>
    </message>
    <message>
        <source>The system gives us no more threads.</source>
        <translation>システムがこれ以上スレッドを作らせてくれません。</translation>
    </message>
    <message>
        <source>The process that writes dumps has ended unexpectedly ({0}).</source>
        <translation>ダンプを書き込むプロセスが予期せず終了しました ({0})。</translation>
    </message>
    <message>
        <source>The dump was given up because DumpDesk is closing.</source>
        <translation>DumpDesk を閉じるため、ダンプは中止されました。</translation>
    </message>
    <message>
        <source>The program replaced itself (exec) while it was being looked at: {0} → {1}.</source>
        <translation>調べている間にプログラムが自身を置き換えました (exec): {0} → {1}。</translation>
    </message>
    <message>
        <source>The program replaced itself (exec) while it was being looked at.</source>
        <translation>調べている間にプログラムが自身を置き換えました (exec)。</translation>
    </message>
    <message>
        <source>Looking at the process</source>
        <translation>プロセスを調べる処理</translation>
    </message>
    <message>
        <source>Process {0} is a 64-bit program, and this DumpDesk is a 32-bit one.</source>
        <translation>プロセス {0} は 64 ビットのプログラムで、この DumpDesk は 32 ビット版です。</translation>
    </message>
    <message>
        <source>--exception {0} is not complete.</source>
        <translation>--exception {0} は不完全です。</translation>
    </message>
    <message>
        <source>--exception {0} is not understood.</source>
        <translation>--exception {0} は解釈できません。</translation>
    </message>
    <message>
        <source>The path of DbgHelp is not the full path of a DLL or its folder on this machine.</source>
        <translation>DbgHelp のパスが、このコンピューター上の DLL またはそのフォルダーの完全なパスではありません。</translation>
    </message>
    <message>
        <source>Give one that begins with a drive, such as C:\Debuggers\dbghelp.dll, or none.</source>
        <translation>C:\Debuggers\dbghelp.dll のようにドライブから始まるパスを指定するか、空にしてください。</translation>
    </message>
    <message>
        <source>Looking for {0}</source>
        <translation>{0} の検索</translation>
    </message>
    <message>
        <source>The program you were dumping runs on and no dump was left. Try again.</source>
        <translation>ダンプ対象のプログラムは動作を続けており、ダンプは残っていません。もう一度お試しください。</translation>
    </message>
    <message>
        <source>The program you were dumping runs on and the dump is complete, but it was not checked. Verify it.</source>
        <translation>ダンプ対象のプログラムは動作を続けており、ダンプは完全ですが、検査されていません。検査してください。</translation>
    </message>
    <message>
        <source>The program you were dumping runs on. See whether a file whose name ends in .part was left, and try again.</source>
        <translation>ダンプ対象のプログラムは動作を続けています。名前が .part で終わるファイルが残っていないか確認し、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Writing the dump to the output</source>
        <translation>出力へのダンプの書き込み</translation>
    </message>
    <message>
        <source>Check the program or the file that it goes to.</source>
        <translation>書き込み先のプログラムまたはファイルを確認してください。</translation>
    </message>
    <message>
        <source>Another DumpDesk is dumping process {0}.</source>
        <translation>別の DumpDesk がプロセス {0} をダンプしています。</translation>
    </message>
    <message>
        <source>Wait until that dump is done, or cancel it.</source>
        <translation>そのダンプが終わるまで待つか、中止してください。</translation>
    </message>
    <message>
        <source>Something unexpected happened in the dumper: {0}: {1}.</source>
        <translation>ダンププロセスで予期しないことが起きました: {0}: {1}。</translation>
    </message>
    <message>
        <source>The request takes {0} MiB; {1} MiB is the most.</source>
        <translation>要求が {0} MiB あります。最大は {1} MiB です。</translation>
    </message>
    <message>
        <source>Leave out large user streams.</source>
        <translation>大きなユーザーストリームを省いてください。</translation>
    </message>
    <message>
        <source>The dumper does not understand a command: {0}.</source>
        <translation>ダンププロセスが命令を理解できません: {0}。</translation>
    </message>
    <message>
        <source>The dump has neither a path nor a descriptor to go to.</source>
        <translation>ダンプの行き先となるパスもディスクリプタもありません。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report it with the log.</source>
        <translation>もう一度試してください。再び起きる場合は、ログを添えて報告してください。</translation>
    </message>
    <message>
        <source>The file is damaged or not a minidump: fetch or write it again.</source>
        <translation>ファイルは破損しているか、ミニダンプではありません。もう一度取得するか書き込んでください。</translation>
    </message>
    <message>
        <source>Correct the request and try again.</source>
        <translation>要求を直して、もう一度試してください。</translation>
    </message>
    <message>
        <source>Run DumpDesk as the owner of the process or as administrator.</source>
        <translation>プロセスの所有者または管理者として DumpDesk を実行してください。</translation>
    </message>
    <message>
        <source>See whether it still runs, and choose again.</source>
        <translation>まだ実行中か確認し、選び直してください。</translation>
    </message>
    <message>
        <source>Tick MiniDumpIgnoreInaccessibleMemory to leave such memory out.</source>
        <translation>そのようなメモリを除外するには MiniDumpIgnoreInaccessibleMemory を選んでください。</translation>
    </message>
    <message>
        <source>Close other programs, or raise the limit (ulimit -a shows all; a container has its own).</source>
        <translation>他のプログラムを閉じるか、上限を上げてください (ulimit -a ですべて表示。コンテナには独自の上限があります)。</translation>
    </message>
    <message>
        <source>Choose another folder or file name.</source>
        <translation>別のフォルダーまたはファイル名を選んでください。</translation>
    </message>
    <message>
        <source>Free some space, choose another drive, or include less.</source>
        <translation>空きを作るか、別のドライブを選ぶか、含めるものを減らしてください。</translation>
    </message>
    <message>
        <source>Include less, or choose another drive (FAT32 and some limits end at 4 GiB).</source>
        <translation>含めるものを減らすか、別のドライブを選んでください (FAT32 や一部の制限は 4 GiB までです)。</translation>
    </message>
    <message>
        <source> (at offset {0})</source>
        <translation> (オフセット {0})</translation>
    </message>
    <message>
        <source>{0} failed: {1}.</source>
        <translation>{0} に失敗しました: {1}。</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>メモリが足りません。</translation>
    </message>
    <message>
        <source>Asking the system for more</source>
        <translation>システムへの資源の要求</translation>
    </message>
    <message>
        <source>There is no minidump in {0}</source>
        <translation>{0} の中にミニダンプはありません</translation>
    </message>
    <message>
        <source>Unpacking {0}</source>
        <translation>{0} の展開</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}</source>
        <translation>{0} は壊れています: {1}</translation>
    </message>
    <message>
        <source>{0} cannot be unpacked here: {1}</source>
        <translation>{0} はここでは展開できません: {1}</translation>
    </message>
    <message>
        <source>Unpack it with the tool that made it.</source>
        <translation>作成したツールで展開してください。</translation>
    </message>
    <message>
        <source>Threads stand in the list more than once: {0}.</source>
        <translation>一覧に重複しているスレッドがあります: {0}。</translation>
    </message>
    <message>
        <source>The exception is of thread {0}, which is not in the dump.</source>
        <translation>例外はスレッド {0} のものですが、ダンプにありません。</translation>
    </message>
    <message>
        <source>Registers of this processor ({0}) are not understood here. Threads, modules, memory and texts are read all the same.</source>
        <translation>このプロセッサ ({0}) のレジスターはここでは解釈できません。スレッド、モジュール、メモリ、テキストはそれでも読まれます。</translation>
    </message>
    <message>
        <source>The system is not known (number {0}), so nobody can tell what its exceptions mean. All else is read as usual.</source>
        <translation>システム (番号 {0}) が不明なため、その例外の意味は分かりません。それ以外は通常どおり読まれます。</translation>
    </message>
    <message>
        <source>The registers of threads lie outside the file: {0}.</source>
        <translation>スレッドのレジスターがファイルの外にあります: {0}。</translation>
    </message>
    <message>
        <source>The registers of threads take fewer than {0} bytes, so that several readers show no stack for them: {1}.</source>
        <translation>スレッドのレジスターが {0} バイトより少なく、スタックを表示しないリーダーがあります: {1}。</translation>
    </message>
    <message>
        <source>Threads execute outside every module and region: {0}.</source>
        <translation>どのモジュールや領域にもない場所を実行しているスレッドがあります: {0}。</translation>
    </message>
    <message>
        <source>Stacks are not in the file, though their threads name them: {0}.</source>
        <translation>スレッドが示すスタックがファイルにありません: {0}。</translation>
    </message>
    <message>
        <source>Modules of size 0, to which nothing can be traced: {0}.</source>
        <translation>サイズ 0 で何も対応付けられないモジュール: {0}。</translation>
    </message>
    <message>
        <source>Modules overlap those before them, so functions may be named wrongly: {0}.</source>
        <translation>前のものと重なるモジュールがあり、関数名が誤ることがあります: {0}。</translation>
    </message>
    <message>
        <source>The first module is {0}, but the program is {1}: debuggers take the first one for the program.</source>
        <translation>最初のモジュールは {0} ですが、プログラムは {1} です。デバッガーは最初のものをプログラムとみなします。</translation>
    </message>
    <message>
        <source>Modules are recorded smaller than they are, so that functions in the rest cannot be named: {0}.</source>
        <translation>実際より小さく記録されたモジュールがあり、残りの関数名がわかりません: {0}。</translation>
    </message>
    <message>
        <source>The registers of threads are not marked as those of this processor ({0}), so they may be shown wrongly: {1}.</source>
        <translation>スレッドのレジスターがこのプロセッサ ({0}) のものと示されていないため、誤って表示されるかもしれません: {1}。</translation>
    </message>
    <message>
        <source>errors nested too deeply to show</source>
        <translation>入れ子が深すぎて表示できないエラー</translation>
    </message>
    <message>
        <source>It is larger than the file.</source>
        <translation>ファイルより大きくなっています。</translation>
    </message>
    <message>
        <source> ({0} bytes at {1})</source>
        <translation> ({1} の {0} バイト)</translation>
    </message>
    <message>
        <source>Streams should end behind the end of the file at {0}, which was cut short: {1}.</source>
        <translation>ストリームが、途中で切れたファイルの終わり {0} より後まで続くはずです: {1}。</translation>
    </message>
    <message>
        <source>Cannot be read, and is left empty ({0}, {1} in all): {2}</source>
        <translation>読めないため空のままです ({0}、全部で {1} 件): {2}</translation>
    </message>
    <message>
        <source>The process id is not in the file.</source>
        <translation>プロセス ID がファイルにありません。</translation>
    </message>
    <message>
        <source>Memory64ListStream comes without MemoryInfoListStream; some readers (udmp-parser) refuse such a file. WinDbg and LLDB open it.</source>
        <translation>MemoryInfoListStream なしの Memory64ListStream です。一部のリーダー (udmp-parser) はこのファイルを拒みます。WinDbg と LLDB では開けます。</translation>
    </message>
    <message>
        <source>There are two lists of memory; readers differ in which one they use.</source>
        <translation>メモリの一覧が 2 つあり、どちらを使うかはリーダーにより異なります。</translation>
    </message>
    <message>
        <source>{0} of {1} memory ranges pass the end of the file, {2} bytes are missing: the file was cut short. Threads and modules can be shown, but LLDB may show no memory at all.</source>
        <translation>{1} のうち {0} のメモリ範囲がファイルの終わりを越え、{2} バイト足りません。ファイルは途中で切れています。スレッドとモジュールは表示できますが、LLDB ではメモリがまったく表示されないことがあります。</translation>
    </message>
    <message>
        <source>{0} memory ranges overlap their neighbours; some readers then ignore all memory.</source>
        <translation>{0} のメモリ範囲が隣と重なっています。一部のリーダーはその場合すべてのメモリを無視します。</translation>
    </message>
    <message>
        <source>A memory range passes the end of the address space.</source>
        <translation>メモリ範囲がアドレス空間の終わりを越えています。</translation>
    </message>
    <message>
        <source>There is no {0}: {1}.</source>
        <translation>{0} はありません: {1}。</translation>
    </message>
    <message>
        <source>{0} bytes that were to be left out are in the file ({1}): {2}. Do not pass it on; a new dump can have them blanked.</source>
        <translation>除外するはずだった {0} バイトがファイルに含まれています ({1}): {2}。渡さないでください。新しいダンプでは上書きできます。</translation>
    </message>
    <message>
        <source>The file has {0} bytes instead of {1}: it was cut short.</source>
        <translation>ファイルは {1} ではなく {0} バイトです。途中で切れています。</translation>
    </message>
    <message>
        <source>The file records the flags {0} instead of {1}.</source>
        <translation>ファイルには {1} ではなくフラグ {0} が記録されています。</translation>
    </message>
    <message>
        <source>{0} bytes of memory are missing, from {1} on.</source>
        <translation>{1} 以降、メモリ {0} バイトが欠けています。</translation>
    </message>
    <message>
        <source>{0} bytes of memory are in the file that were not asked for, from {1} on.</source>
        <translation>{1} 以降、求められていないメモリ {0} バイトがファイルにあります。</translation>
    </message>
    <message>
        <source>Threads have lost their stacks: {0}.</source>
        <translation>スタックを失ったスレッドがあります: {0}。</translation>
    </message>
    <message>
        <source>Threads have lost their registers: {0}.</source>
        <translation>レジスターを失ったスレッドがあります: {0}。</translation>
    </message>
    <message>
        <source>Streams are missing: {0}.</source>
        <translation>ストリームが足りません: {0}。</translation>
    </message>
    <message>
        <source>{0} are missing: {1}.</source>
        <translation>{0} が欠けています: {1}。</translation>
    </message>
    <message>
        <source>{0} are in the file that were to be left out: {1}.</source>
        <translation>除外するはずの {0} がファイルにあります: {1}。</translation>
    </message>
    <message>
        <source>The file has {0} bytes instead of {1}.</source>
        <translation>ファイルは {1} ではなく {0} バイトです。</translation>
    </message>
    <message>
        <source>Streams are {0}: {1}.</source>
        <translation>ストリームが {0}: {1}。</translation>
    </message>
    <message>
        <source>The dump has no stream {0}.</source>
        <translation>ダンプにストリーム {0} はありません。</translation>
    </message>
    <message>
        <source>It has these: {0}.</source>
        <translation>あるのは次のものです: {0}。</translation>
    </message>
    <message>
        <source>There is no field to compare.</source>
        <translation>比べるフィールドがありません。</translation>
    </message>
    <message>
        <source>There is nothing {0} “{1}”.</source>
        <translation>“{1}”の{0}に何もありません。</translation>
    </message>
    <message>
        <source>Write what is wanted, or “{0}” in quotes to search for the word.</source>
        <translation>探すものを書くか、語として探すには“{0}”を引用符で囲んでください。</translation>
    </message>
    <message>
        <source>This bracket closes nothing.</source>
        <translation>このかっこは何も閉じていません。</translation>
    </message>
    <message>
        <source>After {0} there is no value.</source>
        <translation>{0} の後に値がありません。</translation>
    </message>
    <message>
        <source>Write what to compare {0} with.</source>
        <translation>{0} と比べるものを書いてください。</translation>
    </message>
    <message>
        <source>{0} cannot be compared by {1}.</source>
        <translation>{0} は {1} では比べられません。</translation>
    </message>
    <message>
        <source>Use one of {0}</source>
        <translation>{0} のどれかを使ってください</translation>
    </message>
    <message>
        <source>There are too many brackets in one another.</source>
        <translation>かっこの入れ子が多すぎます。</translation>
    </message>
    <message>
        <source>This bracket is not closed.</source>
        <translation>このかっこが閉じられていません。</translation>
    </message>
    <message>
        <source>Write ) at its end.</source>
        <translation>終わりに ) を書いてください。</translation>
    </message>
    <message>
        <source>The quotes are not closed.</source>
        <translation>引用符が閉じられていません。</translation>
    </message>
    <message>
        <source>Write them at the end, too.</source>
        <translation>終わりにも書いてください。</translation>
    </message>
    <message>
        <source>There is no field {0}.</source>
        <translation>フィールド {0} はありません。</translation>
    </message>
    <message>
        <source>There are {0}. {1}</source>
        <translation>あるのは {0} です。{1}</translation>
    </message>
    <message>
        <source>There is nothing in the brackets.</source>
        <translation>かっこの中に何もありません。</translation>
    </message>
    <message>
        <source>{0} is not a number.</source>
        <translation>{0} は数ではありません。</translation>
    </message>
    <message>
        <source>{0} takes {1}.</source>
        <translation>{0} に指定できるのは {1} です。</translation>
    </message>
    <message>
        <source>{0} is not a unit of {1}.</source>
        <translation>{0} は {1} の単位ではありません。</translation>
    </message>
    <message>
        <source>{0} is no answer to whether a process can be dumped.</source>
        <translation>{0} は、プロセスをダンプできるかの答えではありません。</translation>
    </message>
    <message>
        <source>no X server of this machine: {0}</source>
        <translation>このコンピューターの X サーバーがありません: {0}</translation>
    </message>
    <message>
        <source>this X server does not tell whose a window is</source>
        <translation>この X サーバーはウィンドウが誰のものかを教えません</translation>
    </message>
    <message>
        <source>It was not noted when process {0} was started: another program may have its number by now.</source>
        <translation>プロセス {0} がいつ起動されたかは記録されていません。その番号は今では別のプログラムのものかもしれません。</translation>
    </message>
    <message>
        <source>Choose the process in the table and dump it.</source>
        <translation>表でプロセスを選択してダンプしてください。</translation>
    </message>
    <message>
        <source>It is not known what was asked for.</source>
        <translation>何が要求されたのか分かりません。</translation>
    </message>
    <message>
        <source>Dump it anew.</source>
        <translation>新たにダンプしてください。</translation>
    </message>
    <message>
        <source>Writing {0}</source>
        <translation>{0} の書き込み</translation>
    </message>
    <message>
        <source>the name template</source>
        <translation>名前のテンプレート</translation>
    </message>
    <message>
        <source>There are too many dumps of that name in the folder.</source>
        <translation>フォルダーにその名前のダンプが多すぎます。</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>別の名前またはフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>A template has at most {0} characters.</source>
        <translation>テンプレートは最大 {0} 文字です。</translation>
    </message>
    <message>
        <source>“{0}” at character {1} of {2} may not be part of a file name on every system.</source>
        <translation>{2} の {1} 文字目の“{0}”は、システムによってはファイル名に使えません。</translation>
    </message>
    <message>
        <source>Folders are chosen in their own field.</source>
        <translation>フォルダーは専用の欄で選びます。</translation>
    </message>
    <message>
        <source>The setting {0} is at its default: {1}</source>
        <translation>設定 {0} は既定値です: {1}</translation>
    </message>
    <message>
        <source>Take it out.</source>
        <translation>取り除いてください。</translation>
    </message>
    <message>
        <source>The dump needs about {0} MiB; on this disk ({1}) no file can be larger than 4 GiB.</source>
        <translation>ダンプには約 {0} MiB 必要ですが、このディスク ({1}) では 4 GiB を超えるファイルは作れません。</translation>
    </message>
    <message>
        <source>Use it on Linux or Windows.</source>
        <translation>Linux または Windows で使ってください。</translation>
    </message>
    <message>
        <source>{0} files are in use and did not tell their names.</source>
        <translation>名前が得られなかった使用中のファイル: {0} 個。</translation>
    </message>
    <message>
        <source>It loads modules faster than they can be listed.</source>
        <translation>モジュールが一覧にするより速く読み込まれています。</translation>
    </message>
    <message>
        <source>read module</source>
        <translation>モジュールの読み取り</translation>
    </message>
    <message>
        <source>{0} has no headers.</source>
        <translation>{0} にはヘッダーがありません。</translation>
    </message>
    <message>
        <source>Dump it through the dbghelp backend.</source>
        <translation>dbghelp バックエンドでダンプしてください。</translation>
    </message>
    <message>
        <source>open process</source>
        <translation>プロセスを開く</translation>
    </message>
    <message>
        <source>Without {0}.</source>
        <translation>{0} なし。</translation>
    </message>
    <message>
        <source>open thread {0}</source>
        <translation>スレッド {0} を開く</translation>
    </message>
    <message>
        <source>has a {0} that is not text</source>
        <translation>の {0} はテキストではありません</translation>
    </message>
    <message>
        <source>has a wrong {0}: {1}</source>
        <translation>の {0} が正しくありません: {1}</translation>
    </message>
    <message>
        <source>A hexadecimal number begins with 0x; `dumpdesk flags` lists the names.</source>
        <translation>16進数は 0x で始まります。名前は `dumpdesk flags` で一覧できます。</translation>
    </message>
    <message>
        <source>{0} can be meant as a hexadecimal or as a decimal number.</source>
        <translation>{0} は16進数とも10進数とも読めます。</translation>
    </message>
    <message>
        <source>Write 0x{0} if it is hexadecimal, {1} if it is decimal.</source>
        <translation>16進数なら 0x{0}、10進数なら {1} と書いてください。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>もう一度お試しください。</translation>
    </message>
    <message>
        <source>The dump was cancelled while it was being checked.</source>
        <translation>ダンプは検査中に中止されました。</translation>
    </message>
    <message>
        <source>PEB, TEBs, TLS vectors, process parameters and environment, and for each thread 32 KiB of the heap from its FLS data on.</source>
        <translation>PEB、TEB、TLS ベクター、プロセスパラメーターと環境変数、さらにスレッドごとに FLS データから始まるヒープの 32 KiB。</translation>
    </message>
    <message>
        <source>A security policy, such as that of AppArmor or SELinux, protects it even from root.</source>
        <translation>AppArmor や SELinux などのセキュリティポリシーが root からも保護しています。</translation>
    </message>
    <message>
        <source>DumpDesk runs as root, but without the right CAP_SYS_PTRACE that this process asks for.</source>
        <translation>DumpDesk は root として動作していますが、このプロセスに必要な権限 CAP_SYS_PTRACE がありません。</translation>
    </message>
    <message>
        <source>DumpDesk runs as root, but this container lacks the right CAP_SYS_PTRACE.</source>
        <translation>DumpDesk は root として動作していますが、このコンテナーには権限 CAP_SYS_PTRACE がありません。</translation>
    </message>
    <message>
        <source>It is frozen by its control group {frozen_by}: it stands still, and may not be stopped.</source>
        <translation>コントロールグループ {frozen_by} によって凍結されています。静止していますが、停止できないことがあります。</translation>
    </message>
    <message>
        <source>Its first thread has ended; others live on.</source>
        <translation>最初のスレッドは終了しましたが、ほかのスレッドは動作しています。</translation>
    </message>
    <message>
        <source>on a page with what is left out, of which Windows leaves out whole ones</source>
        <translation>除外するものと同じページにあり、Windows はページ全体しか除外しないため</translation>
    </message>
    <message>
        <source>Windows does not cut {0} out of a dump: {1} bytes of what is left out stay in it ({2}). They can be blanked.</source>
        <translation>Windows は {0}をダンプから切り取りません: 除外したもののうち {1} バイトが残ります ({2})。ゼロで消去できます。</translation>
    </message>
    <message>
        <source>Windows does not cut {0} out of a dump: {1} bytes of what is left out are overwritten with zeros instead ({2}).</source>
        <translation>Windows は {0}をダンプから切り取りません: 除外したもののうち {1} バイトを代わりにゼロで上書きします ({2})。</translation>
    </message>
    <message>
        <source>Windows leaves out whole pages of a full dump: {0} bytes next to what is left out go with it.</source>
        <translation>Windows は完全ダンプからページ単位でしか除外しません: 除外するものに隣接する {0} バイトも除外されます。</translation>
    </message>
    <message>
        <source>Thread {0} ({1}) sleeps in the kernel (state {2}) and could not be stopped: of its registers, only the instruction pointer and the stack pointer are known.</source>
        <translation>スレッド {0} ({1}) はカーネル内で眠っていて (状態 {2}) 停止できませんでした。レジスターのうち命令ポインターとスタックポインターだけが得られました。</translation>
    </message>
    <message>
        <source>Thread {0} ({1}) is frozen by its control group {2} and could not be stopped: of its registers, only the instruction pointer and the stack pointer are known.</source>
        <translation>スレッド {0} ({1}) はコントロールグループ {2} によって凍結されていて停止できませんでした。レジスターのうち命令ポインターとスタックポインターだけが得られました。</translation>
    </message>
    <message>
        <source>It is complete, but it was not checked. Verify it.</source>
        <translation>ダンプは完全ですが、検査されていません。検査してください。</translation>
    </message>
    <message>
        <source>The dump was cancelled, but the process that writes dumps does not end yet.</source>
        <translation>ダンプは中止されましたが、ダンプを書き込むプロセスはまだ終了していません。</translation>
    </message>
    <message>
        <source>See later whether it has left a file whose name ends in .part.</source>
        <translation>名前が .part で終わるファイルが残っていないか、後で確認してください。</translation>
    </message>
    <message>
        <source>Nobody wants to know any more.</source>
        <translation>もう必要とされていません。</translation>
    </message>
    <message>
        <source>The dump needs about {0}; {1} are free.</source>
        <translation>ダンプには約 {0} が必要ですが、空きは {1} です。</translation>
    </message>
    <message>
        <source>Threads without registers, as a filter asked for: {0}.</source>
        <translation>フィルターの指定によりレジスターのないスレッド: {0}。</translation>
    </message>
    <message>
        <source>Of threads, only instruction and stack pointer are known, no other registers: {0}.</source>
        <translation>命令ポインターとスタックポインターだけが得られ、ほかのレジスターがないスレッド: {0}。</translation>
    </message>
    <message>
        <source>The stack has overflowed: its pointer has run into the guard below, and the file has what lies above. Threads: {0}.</source>
        <translation>スタックがあふれています。スタックポインターが下のガードページに達していて、ファイルにはその上の内容があります。スレッド: {0}。</translation>
    </message>
    <message>
        <source>The stack pointer is outside the stack (a stack of the program&apos;s own): {0}.</source>
        <translation>スタックポインターがスタックの外にあります (プログラム独自のスタック): {0}。</translation>
    </message>
    <message>
        <source>Threads without registers: {0}.</source>
        <translation>レジスターのないスレッド: {0}。</translation>
    </message>
    <message>
        <source>Threads without a stack, as a filter asked for: {0}.</source>
        <translation>フィルターの指定によりスタックのないスレッド: {0}。</translation>
    </message>
    <message>
        <source>Threads without a stack: {0}.</source>
        <translation>スタックのないスレッド: {0}。</translation>
    </message>
    <message>
        <source>Not to be had ({0}): {1}{2}</source>
        <translation>得られなかったもの ({0}): {1}{2}</translation>
    </message>
    <message>
        <source>{0} more things were not to be had.</source>
        <translation>ほかに {0} 件が得られませんでした。</translation>
    </message>
    <message>
        <source>What the headers of modules say cannot be true, so only where they lie is known: {0}.</source>
        <translation>モジュールのヘッダーの内容が正しいはずがないため、位置だけが分かっています: {0}。</translation>
    </message>
    <message>
        <source>Modules are larger than a dump can say, so that functions behind the first 4 GiB are not named: {0}.</source>
        <translation>モジュールがダンプに記録できる大きさを超えているため、最初の 4 GiB より後ろの関数には名前が付きません: {0}。</translation>
    </message>
    <message>
        <source>Code is mapped from places of files where no image begins, so that no module stands for it: {0}.</source>
        <translation>ファイル内のイメージの先頭ではない場所からコードがマップされており、それを表すモジュールはありません: {0}。</translation>
    </message>
    <message>
        <source>The build id of modules is that of a section of their file, as no program header names it: {0}.</source>
        <translation>プログラムヘッダーに記載がないため、モジュールのビルド ID はファイルのセクションから取りました: {0}。</translation>
    </message>
    <message>
        <source>Modules have no build id; the hash of their code stands for it, as with Breakpad: {0}.</source>
        <translation>モジュールにビルド ID がないため、Breakpad と同じくコードのハッシュで代用しています: {0}。</translation>
    </message>
    <message>
        <source>Nothing says which build of modules this is, so their symbols have to be found by hand: {0}.</source>
        <translation>モジュールのどのビルドかを示すものがないため、シンボルは手作業で探す必要があります: {0}。</translation>
    </message>
    <message>
        <source>There was more to say of modules than there is room for: {0}.</source>
        <translation>モジュールについて伝えることが、書ききれないほどありました: {0}。</translation>
    </message>
    <message>
        <source>{0} bytes of what was left out had to be stored: they are zeros.</source>
        <translation>除外したもののうち {0} バイトは保存せざるを得ませんでした: ゼロになっています。</translation>
    </message>
    <message>
        <source>Write it with the digits 0 to 9, or as 0x and hexadecimal digits.</source>
        <translation>0〜9の数字、または 0x と16進数字で書いてください。</translation>
    </message>
    <message>
        <source>{0} is larger than {1} bits.</source>
        <translation>{0} は {1} ビットを超えています。</translation>
    </message>
    <message>
        <source>The largest is {0}.</source>
        <translation>最大は {0} です。</translation>
    </message>
    <message>
        <source>{0} begins with a zero, which some read as octal.</source>
        <translation>{0} は0で始まり、8進数とも読まれます。</translation>
    </message>
    <message>
        <source>Write {0}, or 0x{1} if it is hexadecimal.</source>
        <translation>{0}、16進数なら 0x{1} と書いてください。</translation>
    </message>
    <message>
        <source>There is no number.</source>
        <translation>数がありません。</translation>
    </message>
    <message>
        <source>{0} has other digits than 0 to 9.</source>
        <translation>{0} には0〜9以外の数字があります。</translation>
    </message>
    <message>
        <source>Nothing can be asked of the screen: {0}.</source>
        <translation>画面に問い合わせできません: {0}。</translation>
    </message>
    <message>
        <source>Locking {0}</source>
        <translation>{0} のロック</translation>
    </message>
    <message>
        <source>Another program keeps {0} locked.</source>
        <translation>別のプログラムが {0} をロックしたままです。</translation>
    </message>
    <message>
        <source>See whether another DumpDesk was stopped or hangs, and end it.</source>
        <translation>停止中または応答しない別の DumpDesk がないか確かめ、終了してください。</translation>
    </message>
    <message>
        <source>The name template is empty.</source>
        <translation>名前のテンプレートが空です。</translation>
    </message>
    <message>
        <source>Write {0}, say.</source>
        <translation>たとえば {0} と書いてください。</translation>
    </message>
    <message>
        <source>The drive of {0} does not answer.</source>
        <translation>{0} のドライブが応答しません。</translation>
    </message>
    <message>
        <source>There is no own preset {0}.</source>
        <translation>自分のプリセット {0} はありません。</translation>
    </message>
    <message>
        <source>Not all of it is valid.</source>
        <translation>一部が有効ではありません。</translation>
    </message>
    <message>
        <source>“{0}” cannot be the name of a preset.</source>
        <translation>“{0}”はプリセットの名前にできません。</translation>
    </message>
    <message>
        <source>Write one of 1 to {0} characters.</source>
        <translation>1 ～ {0} 文字で書いてください。</translation>
    </message>
    <message>
        <source>There is a preset “{0}” already.</source>
        <translation>プリセット“{0}”はすでにあります。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>別の名前を選んでください。</translation>
    </message>
    <message>
        <source>There are {0} own presets.</source>
        <translation>自分のプリセットが {0} 個あります。</translation>
    </message>
    <message>
        <source>Remove one first.</source>
        <translation>まず 1 つ取り除いてください。</translation>
    </message>
    <message>
        <source>A preset of {0} is left out: {1}</source>
        <translation>{0} のプリセットを 1 つ省きました: {1}</translation>
    </message>
    <message>
        <source>{0} is broken and was kept as {1}: {2}</source>
        <translation>{0} は壊れているため {1} として残しました: {2}</translation>
    </message>
    <message>
        <source>It is larger than {0} MiB.</source>
        <translation>{0} MiB を超えています。</translation>
    </message>
    <message>
        <source>See who owns the file and its folder, and whether the drive is full.</source>
        <translation>ファイルとフォルダーの所有者、ディスクの空きを確認してください。</translation>
    </message>
    <message>
        <source>Move it away.</source>
        <translation>別の場所に移してください。</translation>
    </message>
    <message>
        <source>What was asked for is not kept any more: there is no {0}.</source>
        <translation>求められた内容はもう残っていません: {0} がありません。</translation>
    </message>
    <message>
        <source>Choose again what goes in, and dump.</source>
        <translation>含める内容を選び直してダンプしてください。</translation>
    </message>
    <message>
        <source>{0} is not a request that DumpDesk kept.</source>
        <translation>{0} は DumpDesk が保存した要求ではありません。</translation>
    </message>
    <message>
        <source>Give a recipe with --recipe.</source>
        <translation>レシピは --recipe で指定してください。</translation>
    </message>
    <message>
        <source>The folder for dumps is not a full path.</source>
        <translation>ダンプのフォルダーが完全なパスではありません。</translation>
    </message>
    <message>
        <source>Choose one that begins at the root.</source>
        <translation>ルートから始まるものを選んでください。</translation>
    </message>
    <message>
        <source>The language is not a code such as de.</source>
        <translation>言語が de のようなコードではありません。</translation>
    </message>
    <message>
        <source>Choose from the list.</source>
        <translation>一覧から選んでください。</translation>
    </message>
    <message>
        <source>{0} cannot be {1}.</source>
        <translation>{0} を {1} にはできません。</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>&amp;Copy all</source>
        <translation>すべてコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>ログのフォルダーを開く(&amp;L)</translation>
    </message>
    <message>
        <source>DumpDesk: something unexpected</source>
        <translation>DumpDesk: 予期しないこと</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Where it happened, for whoever mends it.</source>
        <translation>修正する人のための発生箇所です。</translation>
    </message>
    <message>
        <source>DumpDesk made a mistake of its own and goes on. Dumps that were written are not affected. Please report it with the details below. {0}</source>
        <translation>DumpDesk 自身に誤りが起きましたが、動作を続けます。書き込み済みのダンプに影響はありません。下の詳細を添えて報告してください。{0}</translation>
    </message>
    <message>
        <source>DumpDesk cannot start: it made a mistake of its own. Please report it with the details below. {0} The command line may still work: dumpdesk --help.</source>
        <translation>DumpDesk 自身の誤りで起動できません。下の詳細を添えて報告してください。{0} コマンドラインは使えるかもしれません: dumpdesk --help</translation>
    </message>
    <message>
        <source>{0}
in {1}</source>
        <translation>{0}
場所: {1}</translation>
    </message>
</context>
<context>
    <name>DetailList</name>
    <message>
        <source>Copy the selected rows</source>
        <translation>選んだ行をコピー</translation>
    </message>
    <message>
        <source>Copy the cell</source>
        <translation>セルをコピー</translation>
    </message>
    <message>
        <source>Ctrl+C copies the rows that are selected.</source>
        <translation>Ctrl+C で選択した行をコピーします。</translation>
    </message>
</context>
<context>
    <name>DetailTab</name>
    <message>
        <source>Look again</source>
        <translation>もう一度見る</translation>
    </message>
    <message>
        <source>Find in: {0}</source>
        <translation>{0} を検索</translation>
    </message>
    <message>
        <source>Part of any cell, or a pattern with * and ? for a whole one; 0x and digits find an address.</source>
        <translation>どれかのセルの一部、またはセル全体に対する * と ? のパターン。0x と数字でアドレスを探せます。</translation>
    </message>
    <message>
        <source>The system does not tell: {0} Administrator rights may help.</source>
        <translation>システムが教えません: {0} 管理者の権限なら見えるかもしれません。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} のうち {0}</translation>
    </message>
    <message>
        <source>Nothing here matches “{0}”.</source>
        <translation>“{0}” に合うものはここにありません。</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>module data</source>
        <translation>モジュールデータ</translation>
    </message>
    <message>
        <source>heap</source>
        <translation>ヒープ</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>private</source>
        <translation>プライベート</translation>
    </message>
    <message>
        <source>mapped</source>
        <translation>マップ</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>予約</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>スリープ中</translation>
    </message>
    <message>
        <source>waiting for a device</source>
        <translation>デバイス待ち</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>アイドル</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>stopped by a debugger</source>
        <translation>デバッガーが停止</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>read</source>
        <translation>読み取り</translation>
    </message>
    <message>
        <source>write</source>
        <translation>書き込み</translation>
    </message>
    <message>
        <source>read, write</source>
        <translation>読み取り、書き込み</translation>
    </message>
    <message>
        <source>append</source>
        <translation>追記</translation>
    </message>
    <message>
        <source>non-blocking</source>
        <translation>ノンブロッキング</translation>
    </message>
    <message>
        <source>closed on exec</source>
        <translation>exec で閉じる</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>削除済み</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>置き換え済み</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Where it begins, in hexadecimal.</source>
        <translation>始まる場所、16 進。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Bytes of address space; copied as an exact number.</source>
        <translation>アドレス空間のバイト数。正確な数としてコピーされます。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>The file of the program or library.</source>
        <translation>プログラムまたはライブラリのファイル。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>The version its file name or header tells.</source>
        <translation>ファイル名またはヘッダーが示すバージョン。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Whether the file was deleted, or replaced by another, since.</source>
        <translation>その後ファイルが削除されたか、別のものに置き換えられたか。</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>Where the file lies.</source>
        <translation>ファイルのある場所。</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Thread id.</source>
        <translation>スレッド ID。</translation>
    </message>
    <message>
        <source>What the program calls it.</source>
        <translation>プログラムが付けた名前。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>What it was doing when looked at.</source>
        <translation>見たときにしていたこと。</translation>
    </message>
    <message>
        <source>CPU s</source>
        <translation>CPU 秒</translation>
    </message>
    <message>
        <source>Seconds of processor time since it was started.</source>
        <translation>開始からの CPU 時間 (秒)。</translation>
    </message>
    <message>
        <source>System s</source>
        <translation>システム秒</translation>
    </message>
    <message>
        <source>Seconds of that spent inside the system.</source>
        <translation>そのうちシステム内で使った秒数。</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>優先度</translation>
    </message>
    <message>
        <source>Its nice value: -20 comes first, 19 last.</source>
        <translation>nice 値: -20 が最初、19 が最後。</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>When it was started.</source>
        <translation>開始した時刻。</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>権限</translation>
    </message>
    <message>
        <source>Read, write, execute; s: shared with others; g: a guard.</source>
        <translation>読み取り、書き込み、実行。s: ほかと共有、g: ガード。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>What the memory is used for.</source>
        <translation>メモリの用途。</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>そこにあるもの</translation>
    </message>
    <message>
        <source>Symbol id</source>
        <translation>シンボル ID</translation>
    </message>
    <message>
        <source>Tells builds apart; symbols are found by it. The build id, the id of the PDB file or, where there is neither, a hash of the code.</source>
        <translation>ビルドを見分けます。シンボルはこれで見つかります。ビルド ID、PDB ファイルの ID、どちらもなければコードのハッシュです。</translation>
    </message>
    <message>
        <source>The file mapped there, or the system&apos;s name.</source>
        <translation>そこにマップされたファイル、またはシステムの付けた名前。</translation>
    </message>
    <message>
        <source>Dump</source>
        <translation>ダンプ</translation>
    </message>
    <message>
        <source>Whether the program asked for it not to be dumped (MADV_DONTDUMP).</source>
        <translation>ダンプしないようプログラムが求めたか (MADV_DONTDUMP)。</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>ハンドル</translation>
    </message>
    <message>
        <source>The number of the handle or file descriptor.</source>
        <translation>ハンドルまたはファイルディスクリプタの番号。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>What is open.</source>
        <translation>開いているもの。</translation>
    </message>
    <message>
        <source>The file, or the two ends of the connection.</source>
        <translation>ファイル、または接続の両端。</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>アクセス</translation>
    </message>
    <message>
        <source>How it was opened.</source>
        <translation>どのように開かれたか。</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>変数</translation>
    </message>
    <message>
        <source>As it was when the process was started.</source>
        <translation>プロセス開始時のもの。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Hidden until you ask for it: it may be secret.</source>
        <translation>求めるまで隠されます。秘密かもしれません。</translation>
    </message>
    <message>
        <source>The program asked for it not to be dumped.</source>
        <translation>ダンプしないようプログラムが求めています。</translation>
    </message>
    <message>
        <source>Symbol id {0}</source>
        <translation>シンボル ID {0}</translation>
    </message>
    <message>
        <source>Stack in use: {0}</source>
        <translation>使用中のスタック: {0}</translation>
    </message>
    <message>
        <source>Began at {0}</source>
        <translation>{0} で開始</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} バイト</translation>
    </message>
    <message>
        <source>In the dump</source>
        <translation>ダンプ内</translation>
    </message>
    <message>
        <source>Bytes of it that are in the file.</source>
        <translation>そのうちファイルにあるバイト数。</translation>
    </message>
    <message>
        <source>written</source>
        <translation>書き込み済み</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>欠落</translation>
    </message>
    <message>
        <source>nothing to write</source>
        <translation>書き込むものなし</translation>
    </message>
    <message>
        <source>every dump</source>
        <translation>すべてのダンプ</translation>
    </message>
    <message>
        <source>whoever wrote it</source>
        <translation>書いた人</translation>
    </message>
    <message>
        <source>the writer</source>
        <translation>書き込みプログラム</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Where it was executing.</source>
        <translation>実行していた場所。</translation>
    </message>
    <message>
        <source>In module</source>
        <translation>モジュール内</translation>
    </message>
    <message>
        <source>The module it was executing, and how far into it.</source>
        <translation>実行していたモジュールと、その中の位置。</translation>
    </message>
    <message>
        <source>Stack pointer</source>
        <translation>スタックポインタ</translation>
    </message>
    <message>
        <source>Where its stack ends.</source>
        <translation>スタックの終わる場所。</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>Bytes of its stack that are in the file.</source>
        <translation>スタックのうちファイルにあるバイト数。</translation>
    </message>
    <message>
        <source>Whether it was loaded, and its file still the same.</source>
        <translation>ロードされていたか、ファイルが同じままか。</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>シンボル</translation>
    </message>
    <message>
        <source>What names of it are known on this machine.</source>
        <translation>このマシンで分かる名前。</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Whose stack, heap, guard or data it is.</source>
        <translation>誰のスタック、ヒープ、ガード、データか。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>What lies at this address.</source>
        <translation>このアドレスにあるもの。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>What stands there, as characters.</source>
        <translation>そこにある内容（文字）。</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>バイト</translation>
    </message>
    <message>
        <source>What stands there, in hexadecimal.</source>
        <translation>そこにある内容（16 進数）。</translation>
    </message>
    <message>
        <source>left out {0}</source>
        <translation>除外: {0}</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>ストリーム</translation>
    </message>
    <message>
        <source>What the format calls it.</source>
        <translation>形式での呼び名。</translation>
    </message>
    <message>
        <source>Whether what was asked for is in the file.</source>
        <translation>求められたものがファイルにあるか。</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>求めた側</translation>
    </message>
    <message>
        <source>The flag that asks for it, if one does.</source>
        <translation>それを求めるフラグ (あれば)。</translation>
    </message>
    <message>
        <source>Bytes it takes in the file.</source>
        <translation>ファイル内で占めるバイト数。</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>オフセット</translation>
    </message>
    <message>
        <source>Where it begins in the file.</source>
        <translation>ファイル内で始まる場所。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>The number of its type.</source>
        <translation>種類の番号。</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Its place: 0 is where the thread runs.</source>
        <translation>位置: 0 はスレッドが実行している場所です。</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>関数</translation>
    </message>
    <message>
        <source>What runs, or called the function above it.</source>
        <translation>実行中の関数、または上の関数を呼び出した関数。</translation>
    </message>
    <message>
        <source>Source line</source>
        <translation>ソース行</translation>
    </message>
    <message>
        <source>Where it stands in the source, where debug information tells.</source>
        <translation>デバッグ情報からわかる場合の、ソース内の位置。</translation>
    </message>
    <message>
        <source>The program or library it is in, and how far into it.</source>
        <translation>それがあるプログラムまたはライブラリと、その中の位置。</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>見つけ方</translation>
    </message>
    <message>
        <source>How the frame was found, which says how certain it is.</source>
        <translation>フレームの見つけ方。どれだけ確かかを示します。</translation>
    </message>
    <message>
        <source>Where it lies on the stack.</source>
        <translation>スタック上の位置。</translation>
    </message>
    <message>
        <source>What lies there.</source>
        <translation>そこにある値。</translation>
    </message>
    <message>
        <source>Points to</source>
        <translation>指す先</translation>
    </message>
    <message>
        <source>What the value is if it is an address. It may be left from a call that has returned long ago.</source>
        <translation>値がアドレスである場合に指すもの。とうに戻った呼び出しの残りかもしれません。</translation>
    </message>
    <message>
        <source>Callback</source>
        <translation>コールバック</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Grew</source>
        <translation>増加</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>後</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>消滅</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>スレッド</translation>
    </message>
    <message>
        <source>CPU ms</source>
        <translation>CPU ms</translation>
    </message>
    <message>
        <source>Stood in</source>
        <translation>前の位置</translation>
    </message>
    <message>
        <source>Stands in</source>
        <translation>現在の位置</translation>
    </message>
    <message>
        <source>What was opened</source>
        <translation>開かれたもの</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Modules</source>
        <translation>モジュール</translation>
    </message>
    <message>
        <source>Find: libssl*, deleted, 0x7f…</source>
        <translation>検索: libssl*、削除済み、0x7f…</translation>
    </message>
    <message>
        <source>No file is loaded: the process is ending or belongs to the system.</source>
        <translation>ファイルは読み込まれていません。プロセスが終了中か、システムのものです。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド</translation>
    </message>
    <message>
        <source>Find: worker-?, running</source>
        <translation>検索: worker-?、実行中</translation>
    </message>
    <message>
        <source>It has no thread any more: the process is ending.</source>
        <translation>もうスレッドがありません。プロセスが終了中です。</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>ハンドル</translation>
    </message>
    <message>
        <source>Find: *.log, Socket, TCP</source>
        <translation>検索: *.log、Socket、TCP</translation>
    </message>
    <message>
        <source>Nothing is open.</source>
        <translation>何も開かれていません。</translation>
    </message>
    <message>
        <source>Choose a process in the table to see here: {0}</source>
        <translation>表でプロセスを選ぶと、ここに次が表示されます: {0}</translation>
    </message>
    <message>
        <source>Looking at the process …</source>
        <translation>プロセスを見ています …</translation>
    </message>
    <message>
        <source>Look at the process again</source>
        <translation>プロセスをもう一度見る</translation>
    </message>
    <message>
        <source>What to see of the process</source>
        <translation>プロセスの何を見るか</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
</context>
<context>
    <name>DumpAccount</name>
    <message>
        <source>Written by {0}.</source>
        <translation>{0} が書き込みました。</translation>
    </message>
    <message>
        <source>{0} of {1} dumps are good.</source>
        <translation>{1} 件中 {0} 件のダンプは問題ありません。</translation>
    </message>
    <message>
        <source>{0} of {1} dumps were written, {2} of them are good.</source>
        <translation>{1} 件中 {0} 件のダンプを書き込み、そのうち {2} 件は問題ありません。</translation>
    </message>
    <message>
        <source>Dump of {0}</source>
        <translation>{0} のダンプ</translation>
    </message>
</context>
<context>
    <name>DumpBar</name>
    <message>
        <source>Browse …</source>
        <translation>参照 …</translation>
    </message>
    <message>
        <source>Dump</source>
        <translation>ダンプ</translation>
    </message>
    <message>
        <source>Write the dump ({0})</source>
        <translation>ダンプを書き込む ({0})</translation>
    </message>
    <message>
        <source>It can be dumped.</source>
        <translation>ダンプできます。</translation>
    </message>
    <message>
        <source>Dump {0} …</source>
        <translation>{0} 件をダンプ …</translation>
    </message>
    <message>
        <source>Folder for dumps</source>
        <translation>ダンプのフォルダー</translation>
    </message>
    <message>
        <source>Dumps are written here.</source>
        <translation>ダンプはここに書き込まれます。</translation>
    </message>
    <message>
        <source>Choose the folder for dumps</source>
        <translation>ダンプのフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>More ways to dump</source>
        <translation>ほかのダンプ方法</translation>
    </message>
    <message>
        <source>Look at the process again</source>
        <translation>プロセスをもう一度見る</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>フォルダー(&amp;O)</translation>
    </message>
</context>
<context>
    <name>DumpCommands</name>
    <message>
        <source>Show what it holds</source>
        <translation>内容を表示</translation>
    </message>
    <message>
        <source>Show its stacks</source>
        <translation>スタックを表示</translation>
    </message>
    <message>
        <source>Show its registers</source>
        <translation>レジスタを表示</translation>
    </message>
    <message>
        <source>Print its modules as CSV</source>
        <translation>モジュールを CSV で出力</translation>
    </message>
    <message>
        <source>Find a text in it</source>
        <translation>テキストを検索</translation>
    </message>
    <message>
        <source>Verify it</source>
        <translation>検証する</translation>
    </message>
    <message>
        <source>Export a core file</source>
        <translation>コアファイルをエクスポート</translation>
    </message>
</context>
<context>
    <name>DumpDeletion</name>
    <message>
        <source>Delete {0} ({1}) for good?</source>
        <translation>{0} ({1}) を完全に削除しますか</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>The dump cannot be deleted: {0}. See who owns the file and its folder.</source>
        <translation>ダンプを削除できません: {0}。ファイルとそのフォルダーの所有者を確かめてください。</translation>
    </message>
</context>
<context>
    <name>DumpHeadline</name>
    <message>
        <source>1 day</source>
        <translation>1 日</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 日</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>{0} hours</source>
        <translation>{0} 時間</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分</translation>
    </message>
    <message>
        <source>{0} minutes</source>
        <translation>{0} 分</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 秒</translation>
    </message>
    <message>
        <source>{0} seconds</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0}、場所 {1}</translation>
    </message>
    <message>
        <source>thread {0}</source>
        <translation>スレッド {0}</translation>
    </message>
    <message>
        <source>{0} after start</source>
        <translation>起動から {0} 後</translation>
    </message>
    <message>
        <source>dumped {0} after start</source>
        <translation>起動から {0} 後にダンプ</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>スレッド {0} 個</translation>
    </message>
    <message>
        <source>{0}, in {1}</source>
        <translation>{0}、場所 {1}</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>ほか {0} 件</translation>
    </message>
</context>
<context>
    <name>DumpLeads</name>
    <message>
        <source>What each of {0} threads did</source>
        <translation>{0} 個のスレッドそれぞれの動作</translation>
    </message>
    <message>
        <source>What its thread did</source>
        <translation>スレッドの動作</translation>
    </message>
    <message>
        <source>1 stream that is missing</source>
        <translation>欠けているストリーム 1 個</translation>
    </message>
    <message>
        <source>{0} streams that are missing</source>
        <translation>欠けているストリーム {0} 個</translation>
    </message>
    <message>
        <source>Thread {0} and its registers</source>
        <translation>スレッド {0} とそのレジスタ</translation>
    </message>
    <message>
        <source>Who gave up: {0}</source>
        <translation>中止した関数：{0}</translation>
    </message>
    <message>
        <source>The code at {0}</source>
        <translation>{0} のコード</translation>
    </message>
    <message>
        <source>What was accessed: {0}, {1}</source>
        <translation>アクセス先: {0}、{1}</translation>
    </message>
    <message>
        <source>Its stack, from {0} on</source>
        <translation>そのスタック（{0} から）</translation>
    </message>
</context>
<context>
    <name>DumpList</name>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>プロセス</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>停止時間</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>プラン</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>未書き込み</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>検査中 …</translation>
    </message>
    <message>
        <source>{0}, of a crash</source>
        <translation>{0}（クラッシュ）</translation>
    </message>
    <message>
        <source>{0} bytes, the program stood still for {1} ms</source>
        <translation>{0} バイト、プログラムの停止は {1} ミリ秒</translation>
    </message>
    <message>
        <source>{0} bytes, not written by this window</source>
        <translation>{0} バイト、このウィンドウでは書き込まれていません</translation>
    </message>
    <message>
        <source>1 thing is missing</source>
        <translation>1件が欠けています</translation>
    </message>
    <message>
        <source>{0} things are missing</source>
        <translation>{0}件が欠けています</translation>
    </message>
    <message>
        <source>1 part was left out on purpose</source>
        <translation>1つの部分を意図的に除外しました</translation>
    </message>
    <message>
        <source>{0} parts were left out on purpose</source>
        <translation>{0}個の部分を意図的に除外しました</translation>
    </message>
    <message>
        <source>The file is not there any more.</source>
        <translation>ファイルはもうありません。</translation>
    </message>
    <message>
        <source>stood still {0}</source>
        <translation>停止時間 {0}</translation>
    </message>
    <message>
        <source>1 part left out</source>
        <translation>1 個の部分を除外</translation>
    </message>
    <message>
        <source>{0} parts left out</source>
        <translation>{0} 個の部分を除外</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} ms</translation>
    </message>
</context>
<context>
    <name>DumpPageWindow</name>
    <message>
        <source>Threads</source>
        <translation>スレッド</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>ハンドル</translation>
    </message>
    <message>
        <source>{0} - DumpDesk</source>
        <translation>{0} - DumpDesk</translation>
    </message>
    <message>
        <source>Reading {0} …</source>
        <translation>{0} を読んでいます …</translation>
    </message>
    <message>
        <source>Parts of the dump</source>
        <translation>ダンプの各部</translation>
    </message>
    <message>
        <source>&amp;Summary</source>
        <translation>要約(&amp;S)</translation>
    </message>
    <message>
        <source>Stac&amp;ks</source>
        <translation>スタック(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>スレッド(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Modules</source>
        <translation>モジュール(&amp;M)</translation>
    </message>
    <message>
        <source>M&amp;emory</source>
        <translation>メモリ(&amp;E)</translation>
    </message>
    <message>
        <source>St&amp;reams</source>
        <translation>ストリーム(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Handles</source>
        <translation>ハンドル(&amp;H)</translation>
    </message>
    <message>
        <source>The summary is on the clipboard.</source>
        <translation>概要をクリップボードにコピーしました。</translation>
    </message>
    <message>
        <source>Unpack it and open what is inside</source>
        <translation>展開して中身を開く</translation>
    </message>
    <message>
        <source>{0} cannot be shown.</source>
        <translation>{0} を表示できません。</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>もう一度読む</translation>
    </message>
</context>
<context>
    <name>DumpPages</name>
    <message>
        <source>Open a dump</source>
        <translation>ダンプを開く</translation>
    </message>
    <message>
        <source>Choose two dumps to compare</source>
        <translation>比較する二つのダンプを選択</translation>
    </message>
    <message>
        <source>Compare {0} with</source>
        <translation>{0} と比較するもの</translation>
    </message>
    <message>
        <source>Choose a dump to compare with the process</source>
        <translation>プロセスと比較するダンプを選択</translation>
    </message>
    <message>
        <source>Minidumps (*.dmp *.mdmp *.hdmp *.core upload_file_minidump*);;All files (*)</source>
        <translation>ミニダンプ (*.dmp *.mdmp *.hdmp *.core upload_file_minidump*);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Triage a folder</source>
        <translation>フォルダーを調べる</translation>
    </message>
</context>
<context>
    <name>DumpPane</name>
    <message>
        <source>Stacks</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>プロセス</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>Choose a process on the left.</source>
        <translation>左でプロセスを選んでください。</translation>
    </message>
    <message>
        <source>Its modules, threads and memory appear here, to include or leave out.</source>
        <translation>そのモジュール、スレッド、メモリがここに表示され、含めたり除外したりできます。</translation>
    </message>
    <message>
        <source>Looking at the process …</source>
        <translation>プロセスを見ています …</translation>
    </message>
    <message>
        <source>Take the preset as it is, and include all that it says</source>
        <translation>プリセットをそのまま使い、含まれるものをすべて含める</translation>
    </message>
    <message>
        <source>What it consists of cannot be seen.</source>
        <translation>その構成を見ることはできません。</translation>
    </message>
    <message>
        <source>Choose a process to see what a dump of it will hold.</source>
        <translation>プロセスを選ぶと、そのダンプに何が入るかがここに表示されます。</translation>
    </message>
    <message>
        <source>Choose a process first.</source>
        <translation>まずプロセスを選んでください。</translation>
    </message>
    <message>
        <source>Give the folder with its whole path.</source>
        <translation>フォルダーは完全なパスで入力してください。</translation>
    </message>
</context>
<context>
    <name>DumpReader</name>
    <message>
        <source>the file changed while it was read</source>
        <translation>読み取り中にファイルが変わりました</translation>
    </message>
    <message>
        <source>The dump cannot be read: {0}.</source>
        <translation>ダンプを読めません: {0}。</translation>
    </message>
    <message>
        <source>See whether the file is complete and still there, then read it again.</source>
        <translation>ファイルが完全でまだあるかを確かめ、もう一度読んでください。</translation>
    </message>
</context>
<context>
    <name>DumpSummary</name>
    <message>
        <source>module</source>
        <translation>モジュール</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>スレッド</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>contents:</source>
        <translation>内容:</translation>
    </message>
    <message>
        <source>name not told</source>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>number {0}</source>
        <translation>番号 {0}</translation>
    </message>
    <message>
        <source>1 processor</source>
        <translation>プロセッサー 1 個</translation>
    </message>
    <message>
        <source>{0} processors</source>
        <translation>プロセッサ {0} 個</translation>
    </message>
    <message>
        <source>system {0:#x}</source>
        <translation>システム {0:#x}</translation>
    </message>
    <message>
        <source>{0} s of processor time</source>
        <translation>CPU 時間 {0} 秒</translation>
    </message>
    <message>
        <source>nothing beyond what every dump holds</source>
        <translation>どのダンプにもあるもの以外なし</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>ほか {0} 件</translation>
    </message>
    <message>
        <source>{0:#x}, flags {1:#x}, address {2:#x}</source>
        <translation>{0:#x}、フラグ {1:#x}、アドレス {2:#x}</translation>
    </message>
    <message>
        <source>{0} ({1} bytes), written {2}</source>
        <translation>{0} ({1} バイト)、書き込み {2}</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>プロセス</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>コマンドライン</translation>
    </message>
    <message>
        <source>Exception</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>threads: {0} · modules: {1} · handles: {2} · regions of memory: {3}</source>
        <translation>スレッド: {0} · モジュール: {1} · ハンドル: {2} · メモリ領域: {3}</translation>
    </message>
    <message>
        <source>{0} of memory, stored in {1} ranges</source>
        <translation>メモリ {0} ({1} 個の範囲に格納)</translation>
    </message>
    <message>
        <source>The program said</source>
        <translation>プログラムの発言</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>アーキテクチャ</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>取得</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>System up for</source>
        <translation>システムの稼働時間</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>フラグ</translation>
    </message>
    <message>
        <source>Left out on purpose</source>
        <translation>意図的に除外</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
</context>
<context>
    <name>Dumping</name>
    <message>
        <source>Dump {0} to</source>
        <translation>{0} のダンプの保存先</translation>
    </message>
    <message>
        <source>Minidumps (*.dmp);;All files (*)</source>
        <translation>ミニダンプ (*.dmp);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>There is no dump yet that could be repeated.</source>
        <translation>繰り返せるダンプはまだありません。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
    <message>
        <source>Dump now</source>
        <translation>今ダンプ</translation>
    </message>
    <message>
        <source>There is no folder {0}. Make it, and dump into it?</source>
        <translation>フォルダー {0} はありません。作成してそこにダンプしますか?</translation>
    </message>
    <message>
        <source>Make it and dump</source>
        <translation>作成してダンプ</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>約 {0}</translation>
    </message>
    <message>
        <source>size being computed</source>
        <translation>サイズを計算中</translation>
    </message>
    <message>
        <source>Dump {0} ({1}) with {2}, {3}, to {4}?</source>
        <translation>{0} ({1}) を {2}、{3} で {4} にダンプしますか</translation>
    </message>
    <message>
        <source>Dump as …</source>
        <translation>名前を付けてダンプ …</translation>
    </message>
    <message>
        <source>Repeat the last dump</source>
        <translation>最後のダンプを繰り返す</translation>
    </message>
    <message>
        <source>Dump all selected processes …</source>
        <translation>選んだプロセスをすべてダンプ …</translation>
    </message>
    <message>
        <source>Dump it and all its children …</source>
        <translation>これとすべての子をダンプ …</translation>
    </message>
    <message>
        <source>Copy as a command that dumps it</source>
        <translation>ダンプするコマンドとしてコピー</translation>
    </message>
    <message>
        <source>Copy as a command that tells the plan</source>
        <translation>計画を表示するコマンドとしてコピー</translation>
    </message>
    <message>
        <source>Dump</source>
        <translation>ダンプ</translation>
    </message>
    <message>
        <source>Dump all selected …</source>
        <translation>選んだものをすべてダンプ …</translation>
    </message>
</context>
<context>
    <name>EnvironmentTab</name>
    <message>
        <source>Environment</source>
        <translation>環境</translation>
    </message>
    <message>
        <source>Find: PATH, LC_*</source>
        <translation>検索: PATH、LC_*</translation>
    </message>
    <message>
        <source>The process was started without any environment variable.</source>
        <translation>プロセスは環境変数なしで開始されました。</translation>
    </message>
    <message>
        <source>Values may hold passwords and keys. They are read when you ask for them, and hidden again when you choose another process.</source>
        <translation>値にはパスワードやキーが含まれることがあります。求めたときに読み取り、別のプロセスを選ぶと再び隠します。</translation>
    </message>
    <message>
        <source>Hide values</source>
        <translation>値を隠す</translation>
    </message>
    <message>
        <source>Show values</source>
        <translation>値を表示</translation>
    </message>
</context>
<context>
    <name>ExtrasForm</name>
    <message>
        <source>Ticket number</source>
        <translation>チケット番号</translation>
    </message>
    <message>
        <source>Stored in the dump; forgotten when DumpDesk ends.</source>
        <translation>ダンプに保存されます。DumpDesk を終了すると忘れられます。</translation>
    </message>
    <message>
        <source>Operator: who makes the dump</source>
        <translation>担当者: ダンプを取る人</translation>
    </message>
    <message>
        <source>Stored in the dump; still here the next time.</source>
        <translation>ダンプに保存されます。次回も残っています。</translation>
    </message>
    <message>
        <source>Comment stored in the dump</source>
        <translation>ダンプに保存されるコメント</translation>
    </message>
    <message>
        <source>Stored in the dump. In braces may stand:</source>
        <translation>ダンプに保存されます。波かっこ内に使えるもの:</translation>
    </message>
    <message>
        <source>Comment: what was seen, what was tried</source>
        <translation>コメント: 見たこと、試したこと</translation>
    </message>
    <message>
        <source>&amp;Ticket</source>
        <translation>チケット(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Operator</source>
        <translation>担当者(&amp;O)</translation>
    </message>
</context>
<context>
    <name>FilterTree</name>
    <message>
        <source>Find modules, threads and memory</source>
        <translation>モジュール、スレッド、メモリを検索</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>含める</translation>
    </message>
    <message>
        <source>Include all found</source>
        <translation>見つかったものをすべて含める</translation>
    </message>
    <message>
        <source>{0} = modules {1} + threads {2} + other memory {3} + streams {4}</source>
        <translation>{0} = モジュール {1} + スレッド {2} + その他のメモリ {3} + ストリーム {4}</translation>
    </message>
    <message>
        <source>Full memory holds its code and data, whatever is ticked here.</source>
        <translation>完全メモリには、ここのチェックに関係なくコードとデータが入ります。</translation>
    </message>
    <message>
        <source>Find: libssl*, worker-?, [heap]</source>
        <translation>検索: libssl*、worker-?、[heap]</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更分</translation>
    </message>
    <message>
        <source>Only what I changed</source>
        <translation>変更したものだけ</translation>
    </message>
    <message>
        <source>Leave out all found</source>
        <translation>見つかったものをすべて除外</translation>
    </message>
    <message>
        <source>Include all</source>
        <translation>すべて含める</translation>
    </message>
    <message>
        <source>Leave out all</source>
        <translation>すべて除外</translation>
    </message>
    <message>
        <source>All as the flags say</source>
        <translation>すべてフラグのとおり</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>As the flags say</source>
        <translation>フラグのとおり</translation>
    </message>
</context>
<context>
    <name>FilterView</name>
    <message>
        <source>Modules, threads and memory to include</source>
        <translation>含めるモジュール、スレッド、メモリ</translation>
    </message>
    <message>
        <source>Space includes or leaves out; left and right go to the boxes of the parts.</source>
        <translation>スペースキーで含める・除外を切り替え、左右キーで各部分のチェックボックスへ移動します。</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>含める</translation>
    </message>
    <message>
        <source>Adds</source>
        <translation>追加量</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Adds {0} bytes of its memory</source>
        <translation>そのメモリの {0} バイトを追加します</translation>
    </message>
</context>
<context>
    <name>FlagBoxes</name>
    <message>
        <source>No effect on Linux.</source>
        <translation>Linux では効果なし。</translation>
    </message>
    <message>
        <source>No effect: {0}.</source>
        <translation>効果なし: {0}。</translation>
    </message>
    <message>
        <source>In effect: {0}.</source>
        <translation>有効: {0}。</translation>
    </message>
    <message>
        <source>◆ May put secrets into the file.</source>
        <translation>◆ ファイルに秘密が入ることがあります。</translation>
    </message>
    <message>
        <source>Says something only with: {0}.</source>
        <translation>次と一緒のときだけ意味があります: {0}。</translation>
    </message>
    <message>
        <source>Cannot be had with: {0}.</source>
        <translation>次とは併用できません: {0}。</translation>
    </message>
    <message>
        <source>Does nothing with: {0}.</source>
        <translation>次と一緒では何もしません: {0}。</translation>
    </message>
    <message>
        <source>Since DbgHelp {0}.</source>
        <translation>DbgHelp {0} 以降。</translation>
    </message>
    <message>
        <source>Cannot be had with the flags that are chosen.</source>
        <translation>選ばれているフラグとは併用できません。</translation>
    </message>
    <message>
        <source>Adds nothing to a dump of this process.</source>
        <translation>このプロセスのダンプには何も追加しません。</translation>
    </message>
    <message>
        <source>Saves {0} bytes of a dump of this process.</source>
        <translation>このプロセスのダンプで {0} バイト節約します。</translation>
    </message>
    <message>
        <source>Adds {0} bytes to a dump of this process.</source>
        <translation>このプロセスのダンプに {0} バイト追加します。</translation>
    </message>
</context>
<context>
    <name>FlagsPanel</name>
    <message>
        <source>Respect DONTDUMP mar&amp;ks</source>
        <translation>DONTDUMP 指定に従う(&amp;K)</translation>
    </message>
    <message>
        <source>Copy names</source>
        <translation>名前をコピー</translation>
    </message>
    <message>
        <source>Copy the flags with their names in dbghelp.h</source>
        <translation>dbghelp.h での名前でフラグをコピー</translation>
    </message>
    <message>
        <source>{0} private data   {1} no effect   {2} comes along</source>
        <translation>{0} 個人データ   {1} 効果なし   {2} 付随</translation>
    </message>
    <message>
        <source>Departs from the plan {0} ({1}).</source>
        <translation>プラン {0} ({1}) から変更されています。</translation>
    </message>
    <message>
        <source>The flags of the plan {0} ({1}).</source>
        <translation>プラン {0} ({1}) のフラグです。</translation>
    </message>
    <message>
        <source>Flags as a number or names</source>
        <translation>数または名前でのフラグ</translation>
    </message>
    <message>
        <source>Memory that the program has marked with MADV_DONTDUMP: keys, as a rule, or what is too large to be of use. The preset Privacy leaves it out.</source>
        <translation>プログラムが MADV_DONTDUMP で印を付けたメモリーです。たいていは鍵か、大きすぎて役に立たないものです。プリセット「プライバシー」はこれを含めません。</translation>
    </message>
    <message>
        <source>Fla&amp;gs</source>
        <translation>フラグ(&amp;G)</translation>
    </message>
    <message>
        <source>Flags of your own choice.</source>
        <translation>独自に選んだフラグ。</translation>
    </message>
    <message>
        <source>Point at a flag, or go to it with the Tab key, to read what it does.</source>
        <translation>フラグを指すか Tab キーで移動すると、その働きを読めます。</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>&amp;Contents</source>
        <translation>目次(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>DumpDesk: user guide</source>
        <translation>DumpDesk: ユーザーガイド</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>ユーザーガイド</translation>
    </message>
    <message>
        <source>The Tab key goes from link to link, Enter follows one.</source>
        <translation>Tab キーでリンクを移動し、Enter で開きます。</translation>
    </message>
</context>
<context>
    <name>HexPanel</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>To where you were before (Alt+Left)</source>
        <translation>前の場所へ (Alt+←)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>進む</translation>
    </message>
    <message>
        <source>To where you were before (Alt+Right)</source>
        <translation>次の場所へ (Alt+→)</translation>
    </message>
    <message>
        <source>Go to: address or module+offset</source>
        <translation>移動: アドレスまたはモジュール+オフセット</translation>
    </message>
    <message>
        <source>Address to go to</source>
        <translation>移動先のアドレス</translation>
    </message>
    <message>
        <source>In hexadecimal, or a module and an offset.</source>
        <translation>16 進数、またはモジュールとオフセット。</translation>
    </message>
    <message>
        <source>From anywhere in the page: Ctrl+G</source>
        <translation>ページのどこからでも: Ctrl+G</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>バイト</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>ワード</translation>
    </message>
    <message>
        <source>How memory is shown</source>
        <translation>メモリの表示方法</translation>
    </message>
    <message>
        <source>Sixteen bytes in a line, or one number of a pointer&apos;s size</source>
        <translation>1 行に 16 バイト、またはポインターサイズの数値 1 つ</translation>
    </message>
    <message>
        <source>Underlined: into a module · dotted: a stack · dashed: memory</source>
        <translation>下線: モジュール · 点線: スタック · 破線: メモリ</translation>
    </message>
    <message>
        <source>That is neither an address nor a module of this dump.</source>
        <translation>アドレスでも、このダンプのモジュールでもありません。</translation>
    </message>
</context>
<context>
    <name>HexView</name>
    <message>
        <source>Memory in hexadecimal</source>
        <translation>16 進のメモリ</translation>
    </message>
</context>
<context>
    <name>HistoryPair</name>
    <message>
        <source>Follow the newest values (End)</source>
        <translation>最新の値を追う (End)</translation>
    </message>
    <message>
        <source>Come closer (+)</source>
        <translation>拡大 (+)</translation>
    </message>
    <message>
        <source>Show more time (−)</source>
        <translation>表示期間を広げる (−)</translation>
    </message>
    <message>
        <source>Show the whole hour (0)</source>
        <translation>1 時間全体を表示 (0)</translation>
    </message>
    <message>
        <source>Show in a larger window</source>
        <translation>大きなウィンドウで表示</translation>
    </message>
</context>
<context>
    <name>HistoryPlot</name>
    <message>
        <source>paused, {0}</source>
        <translation>一時停止、{0}</translation>
    </message>
    <message>
        <source>not known, {0}</source>
        <translation>不明、{0}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}、{1}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>No figures yet.</source>
        <translation>まだ数値がありません。</translation>
    </message>
    <message>
        <source>{0}. Lowest {1}, highest {2} in the last {3}.</source>
        <translation>{0}。過去 {3} の最低 {1}、最高 {2}。</translation>
    </message>
</context>
<context>
    <name>HistoryTab</name>
    <message>
        <source>The plots cannot be shown: {0}.</source>
        <translation>グラフを表示できません: {0}。</translation>
    </message>
    <message>
        <source>Install DumpDesk again; everything else works without them.</source>
        <translation>DumpDesk を再インストールしてください。ほかの機能はグラフなしでも使えます。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>Choose a process to see its last minutes.</source>
        <translation>プロセスを選ぶと直近の数分間が表示されます。</translation>
    </message>
    <message>
        <source>Loading the plots …</source>
        <translation>グラフを読み込んでいます…</translation>
    </message>
    <message>
        <source>History of a process</source>
        <translation>プロセスの履歴</translation>
    </message>
    <message>
        <source>History of {0}</source>
        <translation>{0} の履歴</translation>
    </message>
</context>
<context>
    <name>KindBar</name>
    <message>
        <source>What the dump consists of</source>
        <translation>ダンプの構成</translation>
    </message>
    <message>
        <source>smaller: {0}</source>
        <translation>小さいもの: {0}</translation>
    </message>
    <message>
        <source>{0}: {1} ({2} bytes)</source>
        <translation>{0}: {1} ({2} バイト)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>DumpDesk</source>
        <translation>DumpDesk</translation>
    </message>
    <message>
        <source>A dump is being written. Give it up and close? No file will be left.</source>
        <translation>ダンプを書き込み中です。中止して閉じますか。ファイルは残りません。</translation>
    </message>
    <message>
        <source>Give up and close</source>
        <translation>中止して閉じる</translation>
    </message>
    <message>
        <source>Go on dumping</source>
        <translation>ダンプを続ける</translation>
    </message>
</context>
<context>
    <name>MemoryTab</name>
    <message>
        <source>Memory map</source>
        <translation>メモリマップ</translation>
    </message>
    <message>
        <source>Find: [heap], libc*, rwx, 0x7f…</source>
        <translation>検索: [heap]、libc*、rwx、0x7f…</translation>
    </message>
    <message>
        <source>No memory is mapped: the process is ending or belongs to the system.</source>
        <translation>メモリがマップされていません。プロセスが終了中か、システムのものです。</translation>
    </message>
    <message>
        <source>Part of the address space in view</source>
        <translation>アドレス空間の表示部分</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Regions, or what is found in them</source>
        <translation>領域、またはその中の検索結果</translation>
    </message>
    <message>
        <source>The dump tells of no memory at this address.</source>
        <translation>このアドレスのメモリはダンプに記録されていません。</translation>
    </message>
    <message>
        <source>Nothing of this region is in the dump.</source>
        <translation>この領域はダンプにまったく含まれていません。</translation>
    </message>
    <message>
        <source>{0} of {1} are in the dump; the rest is shown as dots.</source>
        <translation>{1} のうち {0} がダンプにあります。残りは点で示します。</translation>
    </message>
    <message>
        <source>All of this region is in the dump.</source>
        <translation>この領域はすべてダンプに含まれています。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Dump</source>
        <translation>ダンプ(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open a dump …</source>
        <translation>ダンプを開く(&amp;O) …</translation>
    </message>
    <message>
        <source>&amp;Triage a folder …</source>
        <translation>フォルダーを調べる(&amp;T) …</translation>
    </message>
    <message>
        <source>&amp;Compare two dumps …</source>
        <translation>二つのダンプを比較(&amp;C) …</translation>
    </message>
    <message>
        <source>Compare a dump with the &amp;process …</source>
        <translation>ダンプをプロセスと比較(&amp;P) …</translation>
    </message>
    <message>
        <source>Open a &amp;recipe …</source>
        <translation>レシピを開く(&amp;R) …</translation>
    </message>
    <message>
        <source>&amp;Save as a recipe …</source>
        <translation>レシピとして保存(&amp;S) …</translation>
    </message>
    <message>
        <source>&amp;Export the processes as CSV …</source>
        <translation>プロセスを CSV にエクスポート(&amp;E) …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直し(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find a process</source>
        <translation>プロセスを検索(&amp;F)</translation>
    </message>
    <message>
        <source>Find in the &amp;tree</source>
        <translation>ツリーで検索(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Settings …</source>
        <translation>設定(&amp;S) …</translation>
    </message>
    <message>
        <source>&amp;Refresh now</source>
        <translation>今すぐ更新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause refreshing</source>
        <translation>更新を一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>Children below their &amp;parents</source>
        <translation>子を親の下に表示(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>色(&amp;O)</translation>
    </message>
    <message>
        <source>Reset the &amp;window</source>
        <translation>ウィンドウを元に戻す(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;All dumps</source>
        <translation>すべてのダンプ(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>ユーザーガイド(&amp;U)</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>ログのフォルダーを開く(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About DumpDesk</source>
        <translation>DumpDesk について(&amp;A)</translation>
    </message>
    <message>
        <source>Choose the process to compare a dump with first.</source>
        <translation>先にダンプと比較するプロセスを選んでください。</translation>
    </message>
</context>
<context>
    <name>ModuleFacts</name>
    <message>
        <source>left out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>unloaded</source>
        <translation>アンロード済み</translation>
    </message>
    <message>
        <source>file deleted</source>
        <translation>ファイル削除済み</translation>
    </message>
    <message>
        <source>file replaced</source>
        <translation>ファイル置換済み</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>ロード済み</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>モジュール</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>Name in the file</source>
        <translation>ファイル内の名前</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Symbol id</source>
        <translation>シンボル ID</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>シンボル</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>アドレス範囲</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>In the dump</source>
        <translation>ダンプ内</translation>
    </message>
    <message>
        <source>Time stamp</source>
        <translation>タイムスタンプ</translation>
    </message>
    <message>
        <source>Check sum</source>
        <translation>チェックサム</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>注記</translation>
    </message>
    <message>
        <source>It said</source>
        <translation>モジュールの記録</translation>
    </message>
    <message>
        <source>none: {0}</source>
        <translation>なし: {0}</translation>
    </message>
    <message>
        <source>{0}, from {1}</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>ModulesTab</name>
    <message>
        <source>Modules</source>
        <translation>モジュール</translation>
    </message>
    <message>
        <source>Show its memory</source>
        <translation>このモジュールのメモリを表示</translation>
    </message>
    <message>
        <source>About the chosen module</source>
        <translation>選択したモジュールについて</translation>
    </message>
    <message>
        <source>All that the dump tells of it.</source>
        <translation>ダンプが示すすべての情報。</translation>
    </message>
</context>
<context>
    <name>OutcomeLine</name>
    <message>
        <source>Cancelled: no file was left.</source>
        <translation>キャンセルしました。ファイルは残っていません。</translation>
    </message>
    <message>
        <source>{0} was not dumped: {1}</source>
        <translation>{0} はダンプされませんでした: {1}</translation>
    </message>
</context>
<context>
    <name>OwnPresetsDialog</name>
    <message>
        <source>My presets</source>
        <translation>自分のプリセット</translation>
    </message>
    <message>
        <source>F2 renames the one chosen, Delete deletes it.</source>
        <translation>F2 で選択した項目の名前を変え、Delete で削除します。</translation>
    </message>
    <message>
        <source>&amp;New from the flags</source>
        <translation>フラグから新規作成(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;place its flags</source>
        <translation>フラグを置き換える(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>名前の変更(&amp;R)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上へ移動(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下へ移動(&amp;D)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>削除(&amp;L)</translation>
    </message>
    <message>
        <source>My preset</source>
        <translation>自分のプリセット</translation>
    </message>
    <message>
        <source>My preset {0}</source>
        <translation>自分のプリセット {0}</translation>
    </message>
    <message>
        <source>There is none yet. New from the flags makes one of what is ticked now.</source>
        <translation>まだありません。「フラグから新規作成」で、今選ばれているものから作れます。</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Verify again</source>
        <translation>再検証</translation>
    </message>
    <message>
        <source>Export core file …</source>
        <translation>コアファイルをエクスポート…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Open in</source>
        <translation>別のツールで開く</translation>
    </message>
    <message>
        <source>{0} (by a core file)</source>
        <translation>{0}（コアファイル経由）</translation>
    </message>
    <message>
        <source>No tool that opens it was found on this machine</source>
        <translation>これを開けるツールはこのマシンに見つかりません</translation>
    </message>
    <message>
        <source>Looking for tools …</source>
        <translation>ツールを検索中…</translation>
    </message>
    <message>
        <source>Writing {0} …</source>
        <translation>{0} を書き込み中…</translation>
    </message>
    <message>
        <source>For gdb, lldb, jhsdb, py-spy and dlv, which read no minidumps (Linux).</source>
        <translation>ミニダンプを読めない gdb、lldb、jhsdb、py-spy、dlv 用（Linux）。</translation>
    </message>
    <message>
        <source>Reads the file once more and checks it.</source>
        <translation>ファイルをもう一度読み込んで検証します。</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>The summary, the path, or a command that does the same.</source>
        <translation>概要、パス、または同じことを行うコマンド。</translation>
    </message>
    <message>
        <source>Debuggers and other tools of this machine that read it.</source>
        <translation>このマシンにある、ダンプを読めるデバッガーなどのツール。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Export core file</source>
        <translation>コアファイルのエクスポート</translation>
    </message>
    <message>
        <source>{0} was written: {1}. It can be opened with</source>
        <translation>{0} を書き込みました: {1}。次のツールで開けます</translation>
    </message>
    <message>
        <source>No terminal was found. The command is on the clipboard: {0}</source>
        <translation>端末が見つかりません。コマンドをクリップボードにコピーしました: {0}</translation>
    </message>
    <message>
        <source>{0} was started.</source>
        <translation>{0} を起動しました。</translation>
    </message>
    <message>
        <source>{0} could not be started, or ended at once. The command is on the clipboard: {1}</source>
        <translation>{0} を起動できなかったか、すぐに終了しました。コマンドをクリップボードにコピーしました: {1}</translation>
    </message>
    <message>
        <source>On the clipboard: {0}</source>
        <translation>クリップボードにコピーしました: {0}</translation>
    </message>
</context>
<context>
    <name>PartTable</name>
    <message>
        <source>Search: a word, a pattern such as lib*, 0xaddress</source>
        <translation>検索: 語、lib* のようなパターン、0xアドレス</translation>
    </message>
    <message>
        <source>Search in {0}</source>
        <translation>{0} を検索</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} のうち {0}</translation>
    </message>
</context>
<context>
    <name>PlanRows</name>
    <message>
        <source>1 flag</source>
        <translation>フラグ 1 個</translation>
    </message>
    <message>
        <source>{0} flags</source>
        <translation>フラグ {0} 個</translation>
    </message>
    <message>
        <source>DONTDUMP marks</source>
        <translation>DONTDUMP 指定</translation>
    </message>
    <message>
        <source>1 part</source>
        <translation>1 部分</translation>
    </message>
    <message>
        <source>{0} parts</source>
        <translation>{0} 部分</translation>
    </message>
    <message>
        <source>modules by folder</source>
        <translation>フォルダー別のモジュール</translation>
    </message>
    <message>
        <source>changed: {0}</source>
        <translation>変更: {0}</translation>
    </message>
    <message>
        <source>The same as {0}.</source>
        <translation>{0} と同じです。</translation>
    </message>
    <message>
        <source>A preset of your own, {0}.</source>
        <translation>自分のプリセット、{0}。</translation>
    </message>
    <message>
        <source>The same flags as {0}.</source>
        <translation>{0} と同じフラグです。</translation>
    </message>
    <message>
        <source>Plan and what it is for</source>
        <translation>プランと用途</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Private data</source>
        <translation>個人データ</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>約 {0}</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>レシピ</translation>
    </message>
    <message>
        <source>The flags {0}</source>
        <translation>フラグ {0}</translation>
    </message>
    <message>
        <source>A preset of your own</source>
        <translation>自分のプリセット</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>選択中</translation>
    </message>
    <message>
        <source>Own choice</source>
        <translation>独自の選択</translation>
    </message>
</context>
<context>
    <name>PlanSentence</name>
    <message>
        <source>leaves out what came with the system</source>
        <translation>システム付属のものを除外</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>a comment</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 個のファイル</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} 個のファイル</translation>
    </message>
    <message>
        <source>{0}, with {1}</source>
        <translation>{0}、{1} 付き</translation>
    </message>
    <message>
        <source>nothing here is called {0}</source>
        <translation>{0} という名前のものはここにありません</translation>
    </message>
    <message>
        <source>Own choice</source>
        <translation>独自の選択</translation>
    </message>
    <message>
        <source>{0}, without {1}</source>
        <translation>{0}、{1} なし</translation>
    </message>
</context>
<context>
    <name>PlanTab</name>
    <message>
        <source>Flags as the plan says</source>
        <translation>プランどおりのフラグ</translation>
    </message>
    <message>
        <source>&amp;Take out of the list</source>
        <translation>リストから外す(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Save as a preset …</source>
        <translation>プリセットとして保存(&amp;S) …</translation>
    </message>
    <message>
        <source>&amp;My presets …</source>
        <translation>自分のプリセット(&amp;M) …</translation>
    </message>
    <message>
        <source>My presets</source>
        <translation>自分のプリセット</translation>
    </message>
    <message>
        <source>Save, rename, reorder and delete presets</source>
        <translation>プリセットの保存、名前の変更、並べ替え、削除</translation>
    </message>
</context>
<context>
    <name>PresetName</name>
    <message>
        <source>{0} − 1 part</source>
        <translation>{0} − 1部分</translation>
    </message>
    <message>
        <source>{0} − {1} parts</source>
        <translation>{0} − {1}部分</translation>
    </message>
</context>
<context>
    <name>PreviewBar</name>
    <message>
        <source>pauses {0}</source>
        <translation>停止 {0}</translation>
    </message>
    <message>
        <source>1 stream</source>
        <translation>ストリーム 1 個</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>約 {0}</translation>
    </message>
    <message>
        <source>{0} streams</source>
        <translation>ストリーム {0} 個</translation>
    </message>
    <message>
        <source>1 range</source>
        <translation>範囲 1 個</translation>
    </message>
    <message>
        <source>{0} ranges</source>
        <translation>範囲 {0} 個</translation>
    </message>
    <message>
        <source>Other programs want the processors as well just now.</source>
        <translation>今はほかのプログラムもプロセッサを必要としています。</translation>
    </message>
    <message>
        <source>Not writable</source>
        <translation>書き込み不可</translation>
    </message>
    <message>
        <source>Size of the dump</source>
        <translation>ダンプのサイズ</translation>
    </message>
    <message>
        <source>updating …</source>
        <translation>更新中 …</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} バイト</translation>
    </message>
    <message>
        <source>At most {0} on the disk: {1}.</source>
        <translation>ディスク上では最大 {0}: {1}。</translation>
    </message>
    <message>
        <source>The pause is judged by what is to be copied, and by an earlier dump.</source>
        <translation>停止時間は、コピーする内容と以前のダンプ 1 件から見積もられています。</translation>
    </message>
    <message>
        <source>The pause is judged by what is to be copied, and by {0} earlier dumps.</source>
        <translation>停止時間は、コピーする内容と以前のダンプ {0} 件から見積もられています。</translation>
    </message>
</context>
<context>
    <name>PrivateData</name>
    <message>
        <source>stacks of threads</source>
        <translation>スレッドのスタック</translation>
    </message>
    <message>
        <source>hardly any</source>
        <translation>ほとんどなし</translation>
    </message>
</context>
<context>
    <name>PrivateLine</name>
    <message>
        <source>Will hold private data: {0}</source>
        <translation>個人データを含みます: {0}</translation>
    </message>
    <message>
        <source>Private data: {0}</source>
        <translation>個人データ: {0}</translation>
    </message>
    <message>
        <source>Hardly any private data</source>
        <translation>個人的なデータはほとんどありません</translation>
    </message>
</context>
<context>
    <name>ProcessBar</name>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>Find a process</source>
        <translation>プロセスを検索</translation>
    </message>
    <message>
        <source>Every word must be part of the name, the PID (decimal or hexadecimal), the user, the path or the command line. Or ask: cpu &gt; 5 and user = alice, mem &gt;= 1 GiB or name ~ fire*, not (threads &lt; 3). {0}</source>
        <translation>どの語も、名前、PID (10 進または 16 進)、ユーザー、パス、コマンドラインのどれかに含まれるものを探します。または条件で: cpu &gt; 5 and user = alice、mem &gt;= 1 GiB or name ~ fire*、not (threads &lt; 3)。{0}</translation>
    </message>
    <message>
        <source>Time between two refreshes</source>
        <translation>更新の間隔</translation>
    </message>
    <message>
        <source>How often the figures are refreshed</source>
        <translation>数値を更新する間隔</translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation>今すぐ更新</translation>
    </message>
    <message>
        <source>Refresh now (F5)</source>
        <translation>今すぐ更新 (F5)</translation>
    </message>
    <message>
        <source>Children below their parents</source>
        <translation>子を親の下に表示</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>ツリー</translation>
    </message>
    <message>
        <source>Choose a process by clicking its window</source>
        <translation>ウィンドウをクリックしてプロセスを選ぶ</translation>
    </message>
    <message>
        <source>Name, PID, user …  or  cpu &gt; 5</source>
        <translation>名前、PID、ユーザー…  または  cpu &gt; 5</translation>
    </message>
    <message>
        <source>Pick a window</source>
        <translation>ウィンドウを選ぶ</translation>
    </message>
    <message>
        <source>Choose the columns</source>
        <translation>列を選ぶ</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Every {0} s</source>
        <translation>{0} 秒ごと</translation>
    </message>
    <message>
        <source>Go on refreshing</source>
        <translation>更新を再開</translation>
    </message>
    <message>
        <source>Pause refreshing</source>
        <translation>更新を一時停止</translation>
    </message>
</context>
<context>
    <name>ProcessHeader</name>
    <message>
        <source>processor</source>
        <translation>プロセッサ</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>No process chosen</source>
        <translation>プロセスが選ばれていません</translation>
    </message>
    <message>
        <source>and 1 more selected</source>
        <translation>ほかに 1 件を選択中</translation>
    </message>
    <message>
        <source>and {0} more selected</source>
        <translation>ほかに {0} 件を選択中</translation>
    </message>
    <message>
        <source>cannot be dumped</source>
        <translation>ダンプできません</translation>
    </message>
    <message>
        <source>can be dumped</source>
        <translation>ダンプ可能</translation>
    </message>
    <message>
        <source>ended {0} s ago</source>
        <translation>{0} 秒前に終了</translation>
    </message>
    <message>
        <source>ended {0} min ago</source>
        <translation>{0} 分前に終了</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
</context>
<context>
    <name>ProcessList</name>
    <message>
        <source>Processes</source>
        <translation>プロセス</translation>
    </message>
    <message>
        <source>Choose the process to dump. Type a few letters to jump to a name.</source>
        <translation>ダンプするプロセスを選びます。数文字入力するとその名前に移動します。</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>セルをコピー</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>行をコピー</translation>
    </message>
    <message>
        <source>Copy rows with headings</source>
        <translation>見出し付きで行をコピー</translation>
    </message>
    <message>
        <source>Open all</source>
        <translation>すべて開く</translation>
    </message>
    <message>
        <source>Close all</source>
        <translation>すべて閉じる</translation>
    </message>
</context>
<context>
    <name>ProcessSampler</name>
    <message>
        <source>The list of processes arrives garbled: {0}.</source>
        <translation>プロセスの一覧が壊れて届きました: {0}。</translation>
    </message>
    <message>
        <source>The process sampler cannot be started: {0}.</source>
        <translation>プロセスの監視を開始できません: {0}。</translation>
    </message>
    <message>
        <source>result {0}</source>
        <translation>結果 {0}</translation>
    </message>
    <message>
        <source>The process sampler ended unexpectedly: {0}.</source>
        <translation>プロセスの監視が予期せず終了しました: {0}。</translation>
    </message>
    <message>
        <source>Start it again; if it ends again, report this message.</source>
        <translation>もう一度開始してください。再び終了する場合は、このメッセージを報告してください。</translation>
    </message>
</context>
<context>
    <name>ProcessTable</name>
    <message>
        <source>yes</source>
        <translation>可</translation>
    </message>
    <message>
        <source>as administrator</source>
        <translation>管理者として</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>as root</source>
        <translation>root として</translation>
    </message>
    <message>
        <source>debugged</source>
        <translation>デバッグ中</translation>
    </message>
    <message>
        <source>64-bit</source>
        <translation>64ビット</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>保護</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>カーネル</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>It has ended.</source>
        <translation>終了しました。</translation>
    </message>
    <message>
        <source>Its memory is gone. Start it again and dump it while it runs.</source>
        <translation>メモリはもうありません。再び起動し、実行中にダンプしてください。</translation>
    </message>
    <message>
        <source>yes, by the 32-bit dumper</source>
        <translation>はい、32 ビットのダンパーで</translation>
    </message>
    <message>
        <source>It can be dumped now.</source>
        <translation>今ダンプできます。</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} バイト</translation>
    </message>
    <message>
        <source>Not known yet, or the system does not tell.</source>
        <translation>まだ不明か、システムが教えません。</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>{0}/秒</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>スリープ中</translation>
    </message>
    <message>
        <source>waiting for a device</source>
        <translation>デバイス待ち</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>stopped by a debugger</source>
        <translation>デバッガーが停止</translation>
    </message>
    <message>
        <source>ended (zombie)</source>
        <translation>終了 (ゾンビ)</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>終了中</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>アイドル</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>待避中</translation>
    </message>
    <message>
        <source>root</source>
        <translation>root</translation>
    </message>
    <message>
        <source>some of root&apos;s</source>
        <translation>root の一部</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>管理者</translation>
    </message>
    <message>
        <source>system</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>some container</source>
        <translation>何らかのコンテナ</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>削除済み</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>置き換え済み</translation>
    </message>
    <message>
        <source>{0} in hexadecimal, parent {1}</source>
        <translation>16 進で {0}、親 {1}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>The program that the process runs.</source>
        <translation>プロセスが実行しているプログラム。</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Process id.</source>
        <translation>プロセス ID。</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>親</translation>
    </message>
    <message>
        <source>Process id of the parent.</source>
        <translation>親のプロセス ID。</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Whose process it is.</source>
        <translation>誰のプロセスか。</translation>
    </message>
    <message>
        <source>CPU %</source>
        <translation>CPU %</translation>
    </message>
    <message>
        <source>Processor time since the last look; one busy core is 100.</source>
        <translation>前回からの CPU 時間。1 コアがフルに動くと 100。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>Resident memory (RSS).</source>
        <translation>物理メモリ (RSS)。</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>専有</translation>
    </message>
    <message>
        <source>Memory that only this process uses (USS): what its end would free.</source>
        <translation>このプロセスだけが使うメモリ (USS): 終了すると空く量。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド</translation>
    </message>
    <message>
        <source>How many threads it has.</source>
        <translation>スレッドの数。</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>ハンドル</translation>
    </message>
    <message>
        <source>How many handles or file descriptors are open.</source>
        <translation>開いているハンドルまたはファイルディスクリプタの数。</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>ディスク</translation>
    </message>
    <message>
        <source>Read from and written to disk in a second.</source>
        <translation>1 秒間にディスクから読み書きした量。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>What it is doing.</source>
        <translation>何をしているか。</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>When it was started, in local time.</source>
        <translation>開始時刻 (現地時間)。</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>ビット</translation>
    </message>
    <message>
        <source>Word size and architecture of the program.</source>
        <translation>プログラムの語長とアーキテクチャ。</translation>
    </message>
    <message>
        <source>Privileges</source>
        <translation>権限</translation>
    </message>
    <message>
        <source>More rights than an ordinary user has.</source>
        <translation>普通のユーザーより多い権限。</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>コンテナ</translation>
    </message>
    <message>
        <source>The container that it runs in.</source>
        <translation>動いているコンテナ。</translation>
    </message>
    <message>
        <source>Program file</source>
        <translation>プログラムファイル</translation>
    </message>
    <message>
        <source>Whether the file was deleted or replaced since the process began to run it, as an update does.</source>
        <translation>プロセスが実行を始めてから、ファイルが更新などで削除または置き換えられたか。</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Title of its window.</source>
        <translation>ウィンドウのタイトル。</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>Where the program is.</source>
        <translation>プログラムのある場所。</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>コマンドライン</translation>
    </message>
    <message>
        <source>Its arguments.</source>
        <translation>引数。</translation>
    </message>
    <message>
        <source>Can dump</source>
        <translation>ダンプ可否</translation>
    </message>
    <message>
        <source>Whether a dump can be written now; why not, and what helps.</source>
        <translation>今ダンプを書き込めるか。書き込めない理由と対処。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Sum of it and of {0} collapsed below it</source>
        <translation>これと、たたまれた下の {0} 個の合計</translation>
    </message>
</context>
<context>
    <name>ProcessView</name>
    <message>
        <source>Show DumpDesk&apos;s &amp;helpers</source>
        <translation>DumpDesk の補助プロセスを表示(&amp;H)</translation>
    </message>
    <message>
        <source>Show &amp;kernel threads and DumpDesk&apos;s helpers</source>
        <translation>カーネルスレッドと DumpDesk の補助プロセスを表示(&amp;K)</translation>
    </message>
    <message>
        <source>A search finds them whether they are shown or not.</source>
        <translation>表示されていなくても検索では見つかります。</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>もう一度開始</translation>
    </message>
    <message>
        <source>Click a window of the process. Esc ends this.</source>
        <translation>プロセスのウィンドウをクリックしてください。Esc で終わります。</translation>
    </message>
    <message>
        <source>Process {0} is not in the list.</source>
        <translation>プロセス {0} は一覧にありません。</translation>
    </message>
    <message>
        <source>Export as CSV …</source>
        <translation>CSV にエクスポート …</translation>
    </message>
    <message>
        <source>Looking at the processes …</source>
        <translation>プロセスを調べています …</translation>
    </message>
    <message>
        <source>None of your processes matches “{0}”.</source>
        <translation>自分のプロセスには「{0}」に一致するものがありません。</translation>
    </message>
    <message>
        <source>It may be one of somebody else.</source>
        <translation>他のユーザーのプロセスかもしれません。</translation>
    </message>
    <message>
        <source>Look among all</source>
        <translation>すべてから探す</translation>
    </message>
    <message>
        <source>No process matches “{0}”.</source>
        <translation>“{0}” に合うプロセスはありません。</translation>
    </message>
    <message>
        <source>Fewer or shorter words find more.</source>
        <translation>語を減らすか短くすると、より多く見つかります。</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>検索を消去</translation>
    </message>
    <message>
        <source>{0} found</source>
        <translation>{0} 件見つかりました</translation>
    </message>
    <message>
        <source>1 process</source>
        <translation>1 個のプロセス</translation>
    </message>
    <message>
        <source>Show {0} hidden</source>
        <translation>非表示の {0} 個を表示</translation>
    </message>
    <message>
        <source>{0} processes</source>
        <translation>{0} 個のプロセス</translation>
    </message>
    <message>
        <source>reading details</source>
        <translation>詳細を読み取り中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation>{0}: {2} のうち {1}</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>{0}/秒</translation>
    </message>
    <message>
        <source>memory without a name</source>
        <translation>名前のないメモリ</translation>
    </message>
    <message>
        <source>less than 1 s left</source>
        <translation>残り 1 秒未満</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>残り {0} 秒</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>残り {0} 分</translation>
    </message>
</context>
<context>
    <name>QueryOffers</name>
    <message>
        <source>What could come next</source>
        <translation>次に入力できるもの</translation>
    </message>
</context>
<context>
    <name>RecipeBar</name>
    <message>
        <source>Instructions of the recipe&apos;s author</source>
        <translation>レシピ作成者の説明</translation>
    </message>
    <message>
        <source>What you are asked to do. DumpDesk does nothing of it by itself.</source>
        <translation>依頼されている作業です。DumpDesk が自動で行うことはありません。</translation>
    </message>
    <message>
        <source>Put the recipe away</source>
        <translation>レシピを片付ける</translation>
    </message>
    <message>
        <source>Put the recipe away: all stays as it is filled in</source>
        <translation>レシピを片付ける: 入力された内容はすべてそのまま残ります</translation>
    </message>
    <message>
        <source>Undo the recipe</source>
        <translation>レシピを取り消す</translation>
    </message>
    <message>
        <source>Put flags, what is left out, and the comment back to what they were before</source>
        <translation>フラグ、除外の指定、コメントを元の状態に戻します</translation>
    </message>
    <message>
        <source>Recipe: {0}</source>
        <translation>レシピ: {0}</translation>
    </message>
    <message>
        <source>Keep the rules of {0} for this process too</source>
        <translation>{0} の規則をこのプロセスにも使う</translation>
    </message>
    <message>
        <source>{0} was not opened</source>
        <translation>{0} は開かれませんでした</translation>
    </message>
</context>
<context>
    <name>Recipes</name>
    <message>
        <source>Open recipe</source>
        <translation>レシピを開く</translation>
    </message>
    <message>
        <source>Recipes (*{0});;All files (*)</source>
        <translation>レシピ (*{0});;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Save recipe</source>
        <translation>レシピを保存</translation>
    </message>
    <message>
        <source>Recipes (*{0})</source>
        <translation>レシピ (*{0})</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>保存しました: {0}</translation>
    </message>
    <message>
        <source>Choose the process it is meant for.</source>
        <translation>対象のプロセスを選んでください。</translation>
    </message>
    <message>
        <source>{0} processes are meant by {1}: choose one on the left.</source>
        <translation>{1} に当てはまるプロセスが {0} 個あります。左で 1 つ選んでください。</translation>
    </message>
    <message>
        <source>No process is meant by {0} so far. It is chosen as soon as it starts.</source>
        <translation>{0} に当てはまるプロセスはまだありません。起動するとすぐに選ばれます。</translation>
    </message>
    <message>
        <source>Meant for {0} ({1}), which is chosen. Press Dump when you are ready.</source>
        <translation>対象は {0} ({1}) で、選択済みです。準備ができたら「ダンプ」を押してください。</translation>
    </message>
    <message>
        <source>Its rules are for another process, the first that was chosen with it.</source>
        <translation>規則は別のプロセス、最初に選ばれたプロセスのためのものです。</translation>
    </message>
    <message>
        <source>The process that is chosen is not one that it is meant for: {0}.</source>
        <translation>選んだプロセスは対象ではありません: {0}。</translation>
    </message>
    <message>
        <source>Its rules hold for {0} ({1}), too.</source>
        <translation>規則は {0} ({1}) にも適用されます。</translation>
    </message>
</context>
<context>
    <name>Registers</name>
    <message>
        <source>Register</source>
        <translation>レジスタ</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
</context>
<context>
    <name>RegistersView</name>
    <message>
        <source>Copy the value</source>
        <translation>値をコピー</translation>
    </message>
    <message>
        <source>Copy all registers</source>
        <translation>すべてのレジスタをコピー</translation>
    </message>
    <message>
        <source>The registers of the chosen thread appear here.</source>
        <translation>選択したスレッドのレジスタがここに表示されます。</translation>
    </message>
    <message>
        <source>The dump does not tell the registers of this thread.</source>
        <translation>このスレッドのレジスタはダンプに含まれていません。</translation>
    </message>
    <message>
        <source>Registers of thread {0}, at the exception</source>
        <translation>スレッド {0} の例外発生時のレジスタ</translation>
    </message>
    <message>
        <source>Registers of thread {0}</source>
        <translation>スレッド {0} のレジスタ</translation>
    </message>
    <message>
        <source>Registers of thread {0}, as they were in frame {1}, {2}</source>
        <translation>スレッド {0} のレジスター (フレーム {1}、{2} の時点)</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>レジスタ</translation>
    </message>
</context>
<context>
    <name>RemedyButtons</name>
    <message>
        <source>Command copied</source>
        <translation>コマンドをコピーしました</translation>
    </message>
    <message>
        <source>Details copied</source>
        <translation>詳細をコピーしました</translation>
    </message>
    <message>
        <source>Copy command to dump as administrator</source>
        <translation>管理者としてダンプするコマンドをコピー</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>詳細をコピー</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>1 more waits</source>
        <translation>あと 1 個待機中</translation>
    </message>
    <message>
        <source>{0} more wait</source>
        <translation>ほか {0} 件が待機中</translation>
    </message>
    <message>
        <source>Progress of the dump</source>
        <translation>ダンプの進行状況</translation>
    </message>
    <message>
        <source>All dumps ({0})</source>
        <translation>すべてのダンプ ({0})</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>キャンセル中 …</translation>
    </message>
    <message>
        <source>Dumps appear here, with what the check of the file found.</source>
        <translation>ここにダンプと、ファイルの検査結果が表示されます。</translation>
    </message>
    <message>
        <source>1 dump</source>
        <translation>ダンプ 1 件</translation>
    </message>
    <message>
        <source>{0} dumps</source>
        <translation>ダンプ {0} 件</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーに表示</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>パスをコピー</translation>
    </message>
    <message>
        <source>Copy as a command that repeats it</source>
        <translation>やり直すコマンドとしてコピー</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>詳細をコピー</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>もう一度検査</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>繰り返す</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>すべてキャンセル</translation>
    </message>
    <message>
        <source>Delete …</source>
        <translation>削除 …</translation>
    </message>
    <message>
        <source>Open another …</source>
        <translation>別のものを開く …</translation>
    </message>
    <message>
        <source>Dumps appear here, with what the check of the file found.</source>
        <translation>ここにダンプと、ファイルの検査結果が表示されます。</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>More that can be done with this dump</source>
        <translation>このダンプについてのその他の操作</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>一覧から取り除く</translation>
    </message>
    <message>
        <source>Copied: {0}</source>
        <translation>コピーしました: {0}</translation>
    </message>
</context>
<context>
    <name>ResultTable</name>
    <message>
        <source>Dumps</source>
        <translation>ダンプ</translation>
    </message>
    <message>
        <source>Enter opens the dump that is chosen, Delete removes it.</source>
        <translation>Enter で選択したダンプを開き、Delete で削除します。</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>Too large for a file on {0}: {1} at most</source>
        <translation>{0} のファイルには大きすぎます: 最大 {1}</translation>
    </message>
    <message>
        <source>Free space not known</source>
        <translation>空き容量は不明</translation>
    </message>
    <message>
        <source>Only {0} free there</source>
        <translation>そこの空きは {0} のみ</translation>
    </message>
    <message>
        <source>Fits: {0} free</source>
        <translation>収まります: 空き {0}</translation>
    </message>
    <message>
        <source>{0} is not a folder.</source>
        <translation>{0} はフォルダーではありません。</translation>
    </message>
    <message>
        <source>{0} is on a file system that is read-only.</source>
        <translation>{0} は読み取り専用のファイルシステムにあります。</translation>
    </message>
    <message>
        <source>{0} may not write to {1}: it belongs to {2}.</source>
        <translation>{0} は {1} に書き込めません。所有者は {2} です。</translation>
    </message>
</context>
<context>
    <name>RowCalls</name>
    <message>
        <source>this range goes in, too</source>
        <translation>この範囲も入ります</translation>
    </message>
    <message>
        <source>nothing of this range goes in</source>
        <translation>この範囲は入りません</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>nothing of it goes in</source>
        <translation>何も入りません</translation>
    </message>
</context>
<context>
    <name>RunOnBox</name>
    <message>
        <source>Let it r&amp;un on</source>
        <translation>動かし続ける(&amp;U)</translation>
    </message>
    <message>
        <source>The program runs on while a snapshot of it is written. Needs Windows 8.1 or newer.</source>
        <translation>スナップショットを書き込む間もプログラムは動き続けます。Windows 8.1 以降が必要です。</translation>
    </message>
    <message>
        <source>The program stands still for some milliseconds, and its memory is read from a copy-on-write clone while it runs on.</source>
        <translation>プログラムが止まるのは数ミリ秒だけで、動き続ける間にメモリはコピーオンライトのクローンから読み取られます。</translation>
    </message>
    <message>
        <source>It cannot be cloned:</source>
        <translation>クローンできません:</translation>
    </message>
    <message>
        <source>This costs {0} of page tables and, meanwhile, a copy of each page that the program writes to.</source>
        <translation>ページテーブルに {0} と、その間にプログラムが書き込むページごとのコピーが必要です。</translation>
    </message>
    <message>
        <source>Below {0} it stands still, which takes no longer.</source>
        <translation>{0} 未満では停止させます。時間は変わりません。</translation>
    </message>
    <message>
        <source>While it stands still {0} are copied into memory: no disk takes part.</source>
        <translation>停止している間に {0} をメモリにコピーします。ディスクは関わりません。</translation>
    </message>
    <message>
        <source>While it stands still {0} are copied straight to the disk, as there is no memory to spare for them: how long that takes depends on the disk.</source>
        <translation>停止している間に {0} をディスクへ直接コピーします。そのためのメモリに余裕がないからです。かかる時間はディスクによります。</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save in:</source>
        <translation>保存先:</translation>
    </message>
</context>
<context>
    <name>SaveRecipeDialog</name>
    <message>
        <source>Save recipe</source>
        <translation>レシピを保存</translation>
    </message>
    <message>
        <source>For example: the export hangs</source>
        <translation>例: エクスポートが固まる</translation>
    </message>
    <message>
        <source>What whoever opens it should do, in plain words</source>
        <translation>開いた人がすべきことを、わかりやすい言葉で</translation>
    </message>
    <message>
        <source>any process</source>
        <translation>任意のプロセス</translation>
    </message>
    <message>
        <source>A question as in the search; for example: name = &quot;app.exe&quot;</source>
        <translation>検索と同じ条件式。例: name = &quot;app.exe&quot;</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>タイトル(&amp;T)</translation>
    </message>
    <message>
        <source>For processes &amp;where</source>
        <translation>対象プロセスの条件(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Instructions</source>
        <translation>説明(&amp;I)</translation>
    </message>
    <message>
        <source>1 decision about memory or a thread without a name is left out.</source>
        <translation>名前のないメモリまたはスレッドについての決定 1 件は省かれます。</translation>
    </message>
    <message>
        <source>{0} decisions about memory or threads without a name are left out.</source>
        <translation>名前のないメモリやスレッドについての {0} 件の選択は省かれます。</translation>
    </message>
    <message>
        <source>Files go by their names, in whatever folder they lie: {0}.</source>
        <translation>ファイルは、どのフォルダーにあっても名前で判断されます: {0}。</translation>
    </message>
    <message>
        <source>* stands for any version.</source>
        <translation>* はどのバージョンにも当てはまります。</translation>
    </message>
</context>
<context>
    <name>ScopeButtons</name>
    <message>
        <source>No system</source>
        <translation>システム以外</translation>
    </message>
    <message>
        <source>Leave out system libraries</source>
        <translation>システムライブラリを除外</translation>
    </message>
    <message>
        <source>Leaves out modules in the folders of the system&apos;s libraries.</source>
        <translation>システムのライブラリのフォルダーにあるモジュールを除外します。</translation>
    </message>
    <message>
        <source>Only mine</source>
        <translation>自分のもののみ</translation>
    </message>
    <message>
        <source>Only my application&apos;s modules</source>
        <translation>自分のアプリケーションのモジュールのみ</translation>
    </message>
    <message>
        <source>Leaves out all modules that are not the application&apos;s own.</source>
        <translation>アプリケーション自身のものでないモジュールをすべて除外します。</translation>
    </message>
</context>
<context>
    <name>ScopeSwitch</name>
    <message>
        <source>My processes</source>
        <translation>自分のプロセス</translation>
    </message>
    <message>
        <source>Show only processes of yours</source>
        <translation>自分のプロセスだけを表示</translation>
    </message>
    <message>
        <source>All processes</source>
        <translation>すべてのプロセス</translation>
    </message>
    <message>
        <source>Show the processes of everybody</source>
        <translation>全ユーザーのプロセスを表示</translation>
    </message>
    <message>
        <source>Mine {0}</source>
        <translation>自分 {0}</translation>
    </message>
    <message>
        <source>All {0}</source>
        <translation>すべて {0}</translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Text in UTF-16</source>
        <translation>UTF-16 テキスト</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>バイト</translation>
    </message>
    <message>
        <source>Pointers to</source>
        <translation>ポインター先</translation>
    </message>
    <message>
        <source>A text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>de ad be ef</source>
        <translation>de ad be ef</translation>
    </message>
    <message>
        <source>An address, or a range: 0x1000-0x2000, 0x1000:4K</source>
        <translation>アドレスまたは範囲: 0x1000-0x2000、0x1000:4K</translation>
    </message>
    <message>
        <source>Ignore case</source>
        <translation>大文字と小文字を区別しない</translation>
    </message>
    <message>
        <source>Found in memory</source>
        <translation>メモリ内の検索結果</translation>
    </message>
    <message>
        <source>All memory that is in the dump is searched.</source>
        <translation>ダンプ内のすべてのメモリを検索します。</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>{0} found, then stopped.</source>
        <translation>{0} 件見つかり、中止しました。</translation>
    </message>
    <message>
        <source>What is sought</source>
        <translation>検索対象</translation>
    </message>
    <message>
        <source>A text, bytes, or pointers to an address.</source>
        <translation>テキスト、バイト、またはアドレスへのポインター。</translation>
    </message>
    <message>
        <source>Find in memory</source>
        <translation>メモリ内を検索</translation>
    </message>
    <message>
        <source>From anywhere in the page: Ctrl+Shift+F</source>
        <translation>ページのどこからでも: Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Searching … {0} found in {1}</source>
        <translation>検索中… {1} 中に {0} 件</translation>
    </message>
    <message>
        <source>The first {0} are listed: ask more closely for others.</source>
        <translation>最初の {0} 件を表示しています。他を見つけるには条件を絞ってください。</translation>
    </message>
    <message>
        <source>{0} found.</source>
        <translation>{0} 件見つかりました。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Browse …</source>
        <translation>参照 …</translation>
    </message>
    <message>
        <source>Another language is used from the next start on.</source>
        <translation>別の言語は、次の起動から使われます。</translation>
    </message>
    <message>
        <source>Restart &amp;now</source>
        <translation>今すぐ再起動(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Remember the dumps that were made</source>
        <translation>作成したダンプを記憶する(&amp;R)</translation>
    </message>
    <message>
        <source>Show values of &amp;environment variables only when asked for</source>
        <translation>環境変数の値は求めたときだけ表示する(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Say before a dump what private data it will hold</source>
        <translation>ダンプの前に、どんな個人的なデータが入るかを知らせる(&amp;S)</translation>
    </message>
    <message>
        <source>Reset all to &amp;defaults</source>
        <translation>すべて既定値に戻す(&amp;D)</translation>
    </message>
    <message>
        <source>Reset the &amp;window</source>
        <translation>ウィンドウを元に戻す(&amp;W)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>As soon as no dump is being written any more</source>
        <translation>ダンプの書き込みが終わってから使えます</translation>
    </message>
    <message>
        <source>Opens the window anew, with the same process and the same choice</source>
        <translation>同じプロセス、同じ選択のままウィンドウを開き直します</translation>
    </message>
    <message>
        <source>Every {0} s</source>
        <translation>{0} 秒ごと</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Folder for dumps</source>
        <translation>ダンプのフォルダー</translation>
    </message>
    <message>
        <source>Choose the folder for dumps</source>
        <translation>ダンプのフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>How dumps are named</source>
        <translation>ダンプの名前の付け方</translation>
    </message>
    <message>
        <source>Time between two refreshes</source>
        <translation>更新の間隔</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Path of dbghelp.dll</source>
        <translation>dbghelp.dll のパス</translation>
    </message>
    <message>
        <source>In braces may stand:</source>
        <translation>波かっこ内に書けるもの:</translation>
    </message>
    <message>
        <source>That of Windows</source>
        <translation>Windows のもの</translation>
    </message>
    <message>
        <source>Not used while DumpDesk runs as administrator: any program of yours could have set it.</source>
        <translation>DumpDesk を管理者として実行している間は使われません。あなたのどのプログラムでも設定できた値だからです。</translation>
    </message>
    <message>
        <source>Leave it empty unless support asks for another version.</source>
        <translation>サポートから別のバージョンを求められない限り、空のままにしてください。</translation>
    </message>
    <message>
        <source>Only on Windows. Here DumpDesk writes dumps itself.</source>
        <translation>Windows のみ。ここでは DumpDesk 自身がダンプを書き込みます。</translation>
    </message>
    <message>
        <source>Where dumps go unless another is chosen.</source>
        <translation>別の場所を選ばないときのダンプの保存先です。</translation>
    </message>
    <message>
        <source>How often the table of processes is brought up to date.</source>
        <translation>プロセス一覧を更新する間隔です。</translation>
    </message>
    <message>
        <source>As the system: light, dark or high contrast, whichever it asks for.</source>
        <translation>システムに合わせます: ライト、ダーク、ハイコントラストのうち求められるもの。</translation>
    </message>
    <message>
        <source>Size, place, columns and order as on the first start</source>
        <translation>サイズ、位置、列、並び順を最初の起動時の状態に</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>フォルダー(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>Ref&amp;resh</source>
        <translation>更新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>Db&amp;gHelp</source>
        <translation>DbgHelp(&amp;G)</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>プライバシー</translation>
    </message>
    <message>
        <source>For example: {0}</source>
        <translation>例: {0}</translation>
    </message>
    <message>
        <source>The window is as on the first start.</source>
        <translation>ウィンドウは最初の起動時の状態です。</translation>
    </message>
</context>
<context>
    <name>SeveralList</name>
    <message>
        <source>Process</source>
        <translation>プロセス</translation>
    </message>
    <message>
        <source>Will write</source>
        <translation>書き込み量</translation>
    </message>
    <message>
        <source>Processes to be dumped, in this order</source>
        <translation>ダンプするプロセス (この順)</translation>
    </message>
    <message>
        <source>With the size that each dump will have.</source>
        <translation>各ダンプの予想サイズ付きです。</translation>
    </message>
    <message>
        <source>size being computed</source>
        <translation>サイズを計算中</translation>
    </message>
    <message>
        <source>cannot be dumped</source>
        <translation>ダンプできません</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} バイト</translation>
    </message>
    <message>
        <source>{0} of {1} looked at, {2} so far</source>
        <translation>{1} 個中 {0} 個を確認済み、これまで {2}</translation>
    </message>
    <message>
        <source>Together about {0}</source>
        <translation>合計 約 {0}</translation>
    </message>
    <message>
        <source>not all can be dumped: {0}</source>
        <translation>ダンプできないものがあります: {0}</translation>
    </message>
</context>
<context>
    <name>SeveralQuestion</name>
    <message>
        <source>Dump all</source>
        <translation>すべてダンプ</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
    <message>
        <source>Dump {0} processes to {1}, one after the other, in this order?</source>
        <translation>{0} 個のプロセスをこの順に {1} へダンプしますか?</translation>
    </message>
</context>
<context>
    <name>SpacePicture</name>
    <message>
        <source>Picture of the address space</source>
        <translation>アドレス空間の図</translation>
    </message>
    <message>
        <source>{0}  {1} not mapped</source>
        <translation>{0}  {1} 未マップ</translation>
    </message>
    <message>
        <source>Nothing is mapped.</source>
        <translation>何もマップされていません。</translation>
    </message>
    <message>
        <source>1 region</source>
        <translation>領域 1 個</translation>
    </message>
    <message>
        <source>{0} regions</source>
        <translation>領域 {0} 個</translation>
    </message>
    <message>
        <source>1 group</source>
        <translation>グループ 1 個</translation>
    </message>
    <message>
        <source>{0} groups</source>
        <translation>グループ {0} 個</translation>
    </message>
    <message>
        <source>{0} in {1}, {2} mapped</source>
        <translation>{1}に{0}、{2} をマップ</translation>
    </message>
    <message>
        <source>Chosen: {0}.</source>
        <translation>選択中: {0}。</translation>
    </message>
    <message>
        <source>Arrow keys choose a region, plus and minus zoom, Ctrl+arrow keys move, Enter fills the picture with the region, 0 shows everything.</source>
        <translation>矢印キーで領域を選択、プラスとマイナスで拡大縮小、Ctrl+矢印キーで移動、Enter で領域を図いっぱいに、0 で全体を表示します。</translation>
    </message>
</context>
<context>
    <name>StackBar</name>
    <message>
        <source>Source lines</source>
        <translation>ソース行</translation>
    </message>
    <message>
        <source>Look for source lines and inlined calls of the stack that is shown, where debug information is on this machine. It may take seconds.</source>
        <translation>表示中のスタックのソース行とインライン展開された呼び出しを、このコンピューターにデバッグ情報がある範囲で調べます。数秒かかることがあります。</translation>
    </message>
    <message>
        <source>Raw words</source>
        <translation>生のワード</translation>
    </message>
    <message>
        <source>Show what lies on the stack of the frame that is chosen, word by word.</source>
        <translation>選んだフレームのスタックの内容をワードごとに表示します。</translation>
    </message>
    <message>
        <source>This stack</source>
        <translation>このスタック</translation>
    </message>
    <message>
        <source>All stacks</source>
        <translation>すべてのスタック</translation>
    </message>
    <message>
        <source>As a command that tells the stacks</source>
        <translation>スタックを表示するコマンドとして</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 中 {0}</translation>
    </message>
    <message>
        <source>Find a function, module or thread</source>
        <translation>関数、モジュール、スレッドを検索</translation>
    </message>
    <message>
        <source>Find in the stacks</source>
        <translation>スタック内を検索</translation>
    </message>
    <message>
        <source>Part of a name, large or small letters alike. Only threads that have it in their stack are shown.</source>
        <translation>名前の一部 (大文字小文字は区別しません)。スタックに含むスレッドだけを表示します。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>What is copied of the stacks</source>
        <translation>スタックからコピーするもの</translation>
    </message>
</context>
<context>
    <name>StackPanes</name>
    <message>
        <source>Frames</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Raw words</source>
        <translation>生のワード</translation>
    </message>
</context>
<context>
    <name>StackReader</name>
    <message>
        <source>the process that looks has ended</source>
        <translation>調べていたプロセスが終了しました</translation>
    </message>
    <message>
        <source>The stacks cannot be read: {0}.</source>
        <translation>スタックを読めません: {0}。</translation>
    </message>
    <message>
        <source>Look again; if it happens again, write a dump and open it.</source>
        <translation>もう一度見てください。また起きる場合は、ダンプを書いて開いてください。</translation>
    </message>
</context>
<context>
    <name>Stacks</name>
    <message>
        <source>context</source>
        <translation>コンテキスト</translation>
    </message>
    <message>
        <source>Found by registers that were saved: it is certain.</source>
        <translation>保存されたレジスターから見つけました。確実です。</translation>
    </message>
    <message>
        <source>CFI</source>
        <translation>CFI</translation>
    </message>
    <message>
        <source>Found by the unwind tables of the code: it is certain.</source>
        <translation>コードのアンワインドテーブルから見つけました。確実です。</translation>
    </message>
    <message>
        <source>frame pointer</source>
        <translation>フレームポインタ</translation>
    </message>
    <message>
        <source>Found by the frame pointer: calls that keep none may be missing before it.</source>
        <translation>フレームポインタから見つけました。それを使わない呼び出しが手前で抜けているかもしれません。</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>走査</translation>
    </message>
    <message>
        <source>A guess: a word on the stack that points behind a call. Calls may be missing.</source>
        <translation>推測: 呼び出しの直後を指すスタック上のワード。抜けている呼び出しがあるかもしれません。</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Told by Python&apos;s interpreter: the next native frame was running it.</source>
        <translation>Python インタープリターの情報: 次のネイティブフレームが実行していました。</translation>
    </message>
    <message>
        <source>inlined</source>
        <translation>インライン</translation>
    </message>
    <message>
        <source>The compiler put it into the function that called it.</source>
        <translation>コンパイラーが呼び出し元の関数に展開しました。</translation>
    </message>
    <message>
        <source>return address</source>
        <translation>戻り先アドレス</translation>
    </message>
    <message>
        <source>code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>data of a module</source>
        <translation>モジュールのデータ</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>of thread {0}</source>
        <translation>(スレッド {0})</translation>
    </message>
    <message>
        <source>Address {0}, stack pointer {1}</source>
        <translation>アドレス {0}、スタックポインタ {1}</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>スレッド</translation>
    </message>
    <message>
        <source>In function</source>
        <translation>関数</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>CPU s</source>
        <translation>CPU 秒</translation>
    </message>
    <message>
        <source>Its number and name; threads with equal stacks are together.</source>
        <translation>番号と名前。同じスタックのスレッドはまとめて表示します。</translation>
    </message>
    <message>
        <source>The innermost function that is the program&apos;s own.</source>
        <translation>プログラム自身の最も内側の関数。</translation>
    </message>
    <message>
        <source>Whether it runs or waits, and on what.</source>
        <translation>実行中か待機中か、何を待っているか。</translation>
    </message>
    <message>
        <source>Seconds of processor time since it was started.</source>
        <translation>開始からの CPU 時間 (秒)。</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>スレッド {0} 個</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>クラッシュ</translation>
    </message>
</context>
<context>
    <name>StacksView</name>
    <message>
        <source>Look again</source>
        <translation>もう一度見る</translation>
    </message>
    <message>
        <source>Copy command to read as administrator</source>
        <translation>管理者として読み取るコマンドをコピー</translation>
    </message>
    <message>
        <source>Choose a process on the left.</source>
        <translation>左でプロセスを選んでください。</translation>
    </message>
    <message>
        <source>What each of its threads does appears here. To look, the process is stopped for some milliseconds.</source>
        <translation>各スレッドが何をしているかがここに表示されます。調べるためにプロセスを数ミリ秒停止します。</translation>
    </message>
    <message>
        <source>Looking at the stacks …</source>
        <translation>スタックを見ています…</translation>
    </message>
    <message>
        <source>The process is stopped for some milliseconds, and goes on.</source>
        <translation>プロセスは数ミリ秒停止し、その後動き続けます。</translation>
    </message>
    <message>
        <source>Walking the stacks …</source>
        <translation>スタックをたどっています…</translation>
    </message>
    <message>
        <source>Stop the process for some milliseconds, and see what its threads do now.</source>
        <translation>プロセスを数ミリ秒停止し、スレッドが今何をしているかを見ます。</translation>
    </message>
    <message>
        <source>Code of 1 module could not be looked into</source>
        <translation>1 個のモジュールのコードを調べられませんでした</translation>
    </message>
    <message>
        <source>Code of {0} modules could not be looked into</source>
        <translation>{0} 個のモジュールのコードを調べられませんでした</translation>
    </message>
    <message>
        <source>{0}: stood still {1} ms</source>
        <translation>{0}: 停止 {1} ミリ秒</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>スレッド 1 個</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>スレッド {0} 個</translation>
    </message>
    <message>
        <source>1 stack</source>
        <translation>スタック 1 種類</translation>
    </message>
    <message>
        <source>{0} different stacks</source>
        <translation>スタック {0} 種類</translation>
    </message>
    <message>
        <source>{0} more threads were not walked</source>
        <translation>ほかの {0} スレッドはたどっていません</translation>
    </message>
    <message>
        <source>1 more thread was not walked</source>
        <translation>ほかの 1 スレッドはたどっていません</translation>
    </message>
    <message>
        <source>Walking the stacks: {0} of {1} threads …</source>
        <translation>スタックをたどっています: {1} スレッド中 {0}…</translation>
    </message>
    <message>
        <source>Looking for source lines …</source>
        <translation>ソース行を探しています …</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Looking for the source lines of all stacks …</source>
        <translation>すべてのスタックのソース行を調べています…</translation>
    </message>
</context>
<context>
    <name>StreamFiles</name>
    <message>
        <source>Add file …</source>
        <translation>ファイルを追加 …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>{0}  {1}  {2}  ·  changed {3}</source>
        <translation>{0}  {1}  {2}  ·  変更 {3}</translation>
    </message>
    <message>
        <source>Read again right before the dump is written.</source>
        <translation>ダンプを書き込む直前にもう一度読み込みます。</translation>
    </message>
    <message>
        <source>It cannot be read any more, and goes in as it was: {0}</source>
        <translation>もう読み込めないため、前回の内容を入れます: {0}</translation>
    </message>
    <message>
        <source>Files that go into the dump as streams</source>
        <translation>ストリームとしてダンプに入れるファイル</translation>
    </message>
    <message>
        <source>Remove takes out those that are selected.</source>
        <translation>「削除」で選択したものを取り除きます。</translation>
    </message>
    <message>
        <source>Stream type of the next file</source>
        <translation>次のファイルのストリームの種類</translation>
    </message>
    <message>
        <source>Types from 0x10000 on are for applications&apos; own streams.</source>
        <translation>0x10000 以降の種類はアプリケーション独自のストリーム用です。</translation>
    </message>
    <message>
        <source>St&amp;ream</source>
        <translation>ストリーム(&amp;R)</translation>
    </message>
    <message>
        <source>File that becomes a stream</source>
        <translation>ストリームになるファイル</translation>
    </message>
</context>
<context>
    <name>StreamsTab</name>
    <message>
        <source>Streams</source>
        <translation>ストリーム</translation>
    </message>
    <message>
        <source>Content of the stream</source>
        <translation>ストリームの内容</translation>
    </message>
    <message>
        <source>Of the one that is chosen above, as text.</source>
        <translation>上で選択したものの内容をテキストで示します。</translation>
    </message>
    <message>
        <source>The content of the chosen stream appears here.</source>
        <translation>選んだストリームの内容がここに表示されます。</translation>
    </message>
    <message>
        <source>This stream is not in the file.</source>
        <translation>このストリームはファイルにありません。</translation>
    </message>
    <message>
        <source>The environment may hold passwords. Press Enter to show it.</source>
        <translation>環境にはパスワードが含まれることがあります。表示するには Enter を押してください。</translation>
    </message>
</context>
<context>
    <name>SummaryTab</name>
    <message>
        <source>Summary</source>
        <translation>要約</translation>
    </message>
    <message>
        <source>What the dump is about, and what the check found.</source>
        <translation>ダンプの概要と検査結果です。</translation>
    </message>
    <message>
        <source>Calls that led there</source>
        <translation>そこに至った呼び出し</translation>
    </message>
    <message>
        <source>What the threads do</source>
        <translation>スレッドの動作</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>確認する場所</translation>
    </message>
    <message>
        <source>the check found 1 thing.</source>
        <translation>検査で 1 件見つかりました。</translation>
    </message>
    <message>
        <source>the check found {0} things.</source>
        <translation>検査で {0} 件見つかりました。</translation>
    </message>
    <message>
        <source>{0}: the file was read back, and nothing is wrong with it.</source>
        <translation>{0}: ファイルを読み直し、問題はありませんでした。</translation>
    </message>
    <message>
        <source>Is the file good?</source>
        <translation>ファイルは正常か</translation>
    </message>
    <message>
        <source>Lists that are very long are shown in part.</source>
        <translation>とても長い一覧は一部だけ表示されます。</translation>
    </message>
    <message>
        <source>What the file consists of</source>
        <translation>ファイルの構成</translation>
    </message>
</context>
<context>
    <name>TableFile</name>
    <message>
        <source>Copy table as CSV</source>
        <translation>表を CSV としてコピー</translation>
    </message>
    <message>
        <source>Copy table as JSON</source>
        <translation>表を JSON としてコピー</translation>
    </message>
    <message>
        <source>Save table as …</source>
        <translation>表を名前を付けて保存…</translation>
    </message>
    <message>
        <source>The table is on the clipboard.</source>
        <translation>表をクリップボードにコピーしました。</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>表を保存</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>The table was not written: {0}. Choose another place.</source>
        <translation>表を書き込めませんでした: {0}。別の場所を選んでください。</translation>
    </message>
    <message>
        <source>Written to {0}.</source>
        <translation>{0} に書き込みました。</translation>
    </message>
</context>
<context>
    <name>ThreadTree</name>
    <message>
        <source>Copy the stack</source>
        <translation>スタックをコピー</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド</translation>
    </message>
    <message>
        <source>Those with equal stacks are together. Ctrl+C copies the stack that is chosen.</source>
        <translation>同じスタックのものはまとめて表示します。Ctrl+C で選んだスタックをコピーします。</translation>
    </message>
</context>
<context>
    <name>TreeRows</name>
    <message>
        <source>left out, but Windows stores {0} of it: blanked</source>
        <translation>除外しましたが、Windows は {0} を保存します: 消去します</translation>
    </message>
    <message>
        <source>left out, but Windows stores {0} of it</source>
        <translation>除外しましたが、Windows は {0} を保存します</translation>
    </message>
    <message>
        <source>left out by you</source>
        <translation>あなたが除外</translation>
    </message>
    <message>
        <source>added by you</source>
        <translation>あなたが追加</translation>
    </message>
    <message>
        <source>parts chosen by you</source>
        <translation>一部をあなたが選択</translation>
    </message>
    <message>
        <source>Modules ({0})</source>
        <translation>モジュール ({0})</translation>
    </message>
    <message>
        <source>Threads ({0})</source>
        <translation>スレッド ({0})</translation>
    </message>
    <message>
        <source>Memory ({0})</source>
        <translation>メモリ ({0})</translation>
    </message>
    <message>
        <source>{0} of {1} found</source>
        <translation>{1} 個のうち {0} 個</translation>
    </message>
    <message>
        <source>{0} changed by you</source>
        <translation>{0} 件をあなたが変更</translation>
    </message>
</context>
<context>
    <name>TriageGroups</name>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>起きたこと</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>コンピューター</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} ほか {1} 件</translation>
    </message>
</context>
<context>
    <name>TriageWindow</name>
    <message>
        <source>Dumps</source>
        <translation>ダンプ</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>もう一度調べる</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Dumps in {0} - DumpDesk</source>
        <translation>{0} のダンプ - DumpDesk</translation>
    </message>
    <message>
        <source>Looking for minidumps …</source>
        <translation>ミニダンプを探しています …</translation>
    </message>
    <message>
        <source>What happened in the dumps</source>
        <translation>ダンプで起きたこと</translation>
    </message>
    <message>
        <source>Groups of dumps in which the same happened; Enter opens a dump.</source>
        <translation>同じことが起きたダンプのグループ。Enter でダンプを開きます。</translation>
    </message>
    <message>
        <source>Looking through the dumps</source>
        <translation>ダンプを調べています</translation>
    </message>
    <message>
        <source>The folder cannot be looked through.</source>
        <translation>フォルダーを調べられません。</translation>
    </message>
    <message>
        <source>No minidumps in this folder, nor below it.</source>
        <translation>このフォルダーとその下にミニダンプはありません。</translation>
    </message>
    <message>
        <source>They are found by how they begin, whatever they are called.</source>
        <translation>名前にかかわらず、先頭の内容で見分けます。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>中止しました。</translation>
    </message>
    <message>
        <source>1 dump</source>
        <translation>ダンプ 1 件</translation>
    </message>
    <message>
        <source>{0} dumps</source>
        <translation>ダンプ {0} 件</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーに表示</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>パスをコピー</translation>
    </message>
</context>
<context>
    <name>Uncaught</name>
    <message>
        <source>Something unexpected happened in DumpDesk: {0}. {1}</source>
        <translation>DumpDesk で予期しないことが起きました: {0}。{1}</translation>
    </message>
    <message>
        <source>It could not be written to the log either: {0}.</source>
        <translation>ログにも書き込めませんでした: {0}。</translation>
    </message>
    <message>
        <source>Details are in {0}.</source>
        <translation>詳細は {0} にあります。</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Verified</source>
        <translation>検証済み</translation>
    </message>
    <message>
        <source>Verified, with gaps</source>
        <translation>検証済み (欠落あり)</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>解釈できません</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不完全</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>破損</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未検査</translation>
    </message>
    <message>
        <source>File gone</source>
        <translation>ファイルなし</translation>
    </message>
</context>
<context>
    <name>WindowPick</name>
    <message>
        <source>Wayland does not let a program see the windows of others. Choose the process from the list, or start DumpDesk with QT_QPA_PLATFORM=xcb to pick X11 windows.</source>
        <translation>Wayland では、ほかのプログラムのウィンドウは見えません。一覧からプロセスを選ぶか、QT_QPA_PLATFORM=xcb で DumpDesk を起動して X11 のウィンドウを選んでください。</translation>
    </message>
    <message>
        <source>This screen does not tell whose a window is. Choose from the list.</source>
        <translation>この画面では、ウィンドウが誰のものかわかりません。一覧から選んでください。</translation>
    </message>
    <message>
        <source>The X server cannot be asked: {0}. Choose from the list.</source>
        <translation>X サーバーに問い合わせできません: {0}。一覧から選んでください。</translation>
    </message>
    <message>
        <source>The X server cannot be asked: {0}.</source>
        <translation>X サーバーに問い合わせできません: {0}。</translation>
    </message>
    <message>
        <source>There is no X11 window. Windows of Wayland cannot be seen by other programs: choose the process from the list.</source>
        <translation>X11 のウィンドウがありません。Wayland のウィンドウはほかのプログラムから見えません。一覧からプロセスを選んでください。</translation>
    </message>
    <message>
        <source>There is no window of a process of this machine.</source>
        <translation>そこにこのコンピューターのプロセスのウィンドウはありません。</translation>
    </message>
</context>
<context>
    <name>WindowsBar</name>
    <message>
        <source>&amp;Blank what stays</source>
        <translation>残るものを消去(&amp;B)</translation>
    </message>
    <message>
        <source>What you left out and Windows stores all the same is overwritten with zeros, before the file gets its name.</source>
        <translation>除外したのに Windows が保存するものは、ファイルに名前が付く前にゼロで上書きされます。</translation>
    </message>
    <message>
        <source>Have Windows make this dump without storing it, which tells its exact size. The program stands still as for a dump.</source>
        <translation>このダンプを保存せずに Windows に作らせ、正確なサイズを調べます。プログラムはダンプのときと同じく停止します。</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>&amp;Rehearse</source>
        <translation>試行(&amp;R)</translation>
    </message>
    <message>
        <source>Rehearsing …</source>
        <translation>試行中…</translation>
    </message>
    <message>
        <source>Will be {0}: {1} bytes</source>
        <translation>{0} になります: {1} バイト</translation>
    </message>
</context>
<context>
    <name>WriteParts</name>
    <message>
        <source>Data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>Its global and static variables</source>
        <translation>そのグローバル変数と静的変数</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Its machine code in memory</source>
        <translation>メモリ上のその機械語</translation>
    </message>
    <message>
        <source>CV record</source>
        <translation>CV レコード</translation>
    </message>
    <message>
        <source>CodeView record: which build it is, to find symbols</source>
        <translation>CodeView レコード: どのビルドか。シンボルを探すためのもの</translation>
    </message>
    <message>
        <source>Misc</source>
        <translation>Misc</translation>
    </message>
    <message>
        <source>misc record</source>
        <translation>Misc レコード</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>thread-local data</source>
        <translation>スレッド ローカル データ</translation>
    </message>
    <message>
        <source>Its thread-local data</source>
        <translation>そのスレッドローカルデータ</translation>
    </message>
    <message>
        <source>Ref</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>referred to</source>
        <translation>参照あり</translation>
    </message>
    <message>
        <source>Marked as referred to by a stack</source>
        <translation>スタックから参照されている印</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>Its stack</source>
        <translation>そのスタック</translation>
    </message>
    <message>
        <source>Regs</source>
        <translation>レジ</translation>
    </message>
    <message>
        <source>registers</source>
        <translation>レジスター</translation>
    </message>
    <message>
        <source>Its registers (the context)</source>
        <translation>そのレジスター (コンテキスト)</translation>
    </message>
    <message>
        <source>its record</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>Modules — {0}</source>
        <translation>モジュール — {0}</translation>
    </message>
    <message>
        <source>Threads — {0}</source>
        <translation>スレッド — {0}</translation>
    </message>
    <message>
        <source>The code around its instruction pointer</source>
        <translation>命令ポインタの周りのコード</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>ビルド</translation>
    </message>
    <message>
        <source>Miscellaneous debug record, of old programs</source>
        <translation>古いプログラムのその他のデバッグレコード</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>times</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Its times, affinity and start address</source>
        <translation>その時間、アフィニティ、開始アドレス</translation>
    </message>
</context>
<context>
    <name>_Banner</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>_Names</name>
    <message>
        <source>Name of the preset</source>
        <translation>プリセットの名前</translation>
    </message>
    <message>
        <source>Enter keeps it, Escape leaves it as it was.</source>
        <translation>Enter で確定し、Escape で元のままにします。</translation>
    </message>
</context>
<context>
    <name>_PlanTable</name>
    <message>
        <source>Plans</source>
        <translation>プラン</translation>
    </message>
    <message>
        <source>Up and down choose what will be written.</source>
        <translation>上下キーで書き込む内容を選びます。</translation>
    </message>
</context>
</TS>
